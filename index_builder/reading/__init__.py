"""A content folder becomes pages: safe reading, front matter, the site's settings, the glossary.

`splitting` and the rooms above import it. It imports `generators`.
"""
