"""The real site generators: each module builds Markdown pages and reads the headings' ids back.

`build(pages, work)` takes page name -> Markdown and an empty folder, and returns page name -> the
`id` of every h1 to h6 of the page's content, in order, "" where a heading has none.
`missing()` says why the generator can't run here, or returns "".
"""
