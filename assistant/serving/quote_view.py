"""A citation's quote as its page shows it, what answers marked; or else as it is written."""

import re

from assistant.answering.citation import Citation
from assistant.serving.markup import quoted
from assistant.serving.page_links import PageLinks
from assistant.serving.page_view import words
from assistant.serving.site import Site
from index_builder.index.rendered_page import letters

_MARKER = re.compile(r"^\s*(?:- |\d{1,9}\. )")  # of an item: the list itself shows it


def quote_html(site: Site, citation: Citation) -> str:
    """Return the quote of a citation."""
    passage = citation.passage
    held = site.by_file.get(passage.path)
    run = held.page.quotes.get(passage.span[0]) if held else None
    if held and run:
        links = PageLinks(site=site, page=held, is_elsewhere=True)
        marks = [letters(_MARKER.sub("", mark.text)) for mark in citation.marks]
        shown = quoted(held.page.parts, run, links.address, marks)
        if shown is not None:
            return f'<blockquote class="quote">\n{shown}</blockquote>'
    return f'<blockquote class="quote source">{_source(citation)}</blockquote>'


def _source(citation: Citation) -> str:
    """Return the quote as it is written in its file."""
    passage = citation.passage
    base, at, parts = passage.span[0], 0, []
    for mark in citation.marks:
        start, end = mark.span[0] - base, mark.span[1] - base
        parts += [words(passage.quote[at:start]), f"<mark>{words(passage.quote[start:end])}</mark>"]
        at = end
    return "".join([*parts, words(passage.quote[at:])])
