"""The lines of a page that are in no passage, each with its reason."""

from collections.abc import Iterable, Sequence

from index_builder.index.passage import LeftOut, Passage
from index_builder.splitting.document import Document
from index_builder.splitting.page_headings import OpenHeading

_REASONS = {
    "hr": "thematic break",
    "html_block": "HTML without text",
    "paragraph": "markup without text: template tags, comments, attributes, pictures",
}
_OTHER = "markup without text"


def left_out_lines(
    document: Document, passages: Sequence[Passage], idle_headings: Sequence[OpenHeading]
) -> tuple[LeftOut, ...]:
    """Return every non-blank line outside the passages; neighbours with the same reason are joined.

    The front matter is not among them; reading the page has already reported it.
    """
    in_passages = {
        line for passage in passages for line in range(passage.lines[0], passage.lines[1] + 1)
    }
    reasons = _reasons(document, idle_headings)
    text, starts = document.page.text, document.starts
    runs: list[LeftOut] = []
    for line in range(document.page.body_line, len(starts)):
        source = text[starts[line - 1] : starts[line]].strip("\ufeff \t\r\n")
        if line not in in_passages and source:
            unseen = document.page.syntax.unseen_line(text[starts[line - 1] : starts[line]])
            reason = unseen or reasons.get(line, _OTHER)
            _add(runs, document.page.path, line, reason)
    return tuple(runs)


def _reasons(document: Document, idle_headings: Sequence[OpenHeading]) -> dict[int, str]:
    """Return the reason for each 1-based line that the page's structure explains."""
    reasons: dict[int, str] = {}

    def explain(lines: Iterable[int], reason: str) -> None:
        reasons.update(dict.fromkeys((line + 1 for line in lines), reason))

    for block in document.blocks:
        explain(range(*block.lines), _REASONS.get(block.kind, _OTHER))
    for heading in document.headings.values():
        explain(range(*heading.lines), "heading, shown above the passages below it")
    for heading in idle_headings:
        explain(range(*heading.lines), "heading with no text under it")
    for lines in document.link_definitions:
        explain(range(*lines), "link definition")
    for lines in document.footnote_lines:
        explain(range(*lines), "footnote that nothing cites")
    for note in document.footnotes.values():
        explain(range(*note.lines), "footnote without text")
    return reasons


def _add(runs: list[LeftOut], path: str, line: int, reason: str) -> None:
    first = line
    if runs and runs[-1].reason == reason and runs[-1].lines[1] == line - 1:
        first = runs.pop().lines[0]
    runs.append(LeftOut(path=path, lines=(first, line), reason=reason))
