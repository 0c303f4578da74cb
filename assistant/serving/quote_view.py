"""A citation's quote: the source word for word, what answers in it marked."""

from assistant.answering.citation import Citation
from assistant.serving.page_view import words
from assistant.serving.site import Site


def quote_html(_site: Site, citation: Citation) -> str:
    """Return the quote of a citation."""
    passage = citation.passage
    base, at, parts = passage.span[0], 0, []
    for mark in citation.marks:
        start, end = mark.span[0] - base, mark.span[1] - base
        parts += [words(passage.quote[at:start]), f"<mark>{words(passage.quote[start:end])}</mark>"]
        at = end
    parts.append(words(passage.quote[at:]))
    return f'<blockquote class="quote source">{"".join(parts)}</blockquote>'
