"""The account of a page's lines: those that no passage holds, each with its reason."""

from collections.abc import Iterable, Sequence

from index_builder.document import Document
from index_builder.passage import LeftOut, Passage

_REASONS = {
    "hr": "thematic break",
    "html_block": "HTML without text",
    "paragraph": "template tags or attributes only",
}


def left_out_lines(
    document: Document, passages: Sequence[Passage], idle_headings: Sequence[int]
) -> tuple[LeftOut, ...]:
    """Return every non-blank line outside the passages; neighbours with one reason together.

    The front matter is not among them: whoever read the page has told of it.
    """
    held = {line for passage in passages for line in range(passage.lines[0], passage.lines[1] + 1)}
    reasons = _reasons(document, idle_headings)
    text, starts = document.page.text, document.starts
    runs: list[LeftOut] = []
    for line in range(document.page.body_line, len(starts)):
        source = text[starts[line - 1] : starts[line]].strip("\ufeff \t\r\n")
        if line not in held and source:
            reason = reasons.get(line) or _guess(source)
            runs = _add(runs, document.page.path, line, reason)
    return tuple(runs)


def _reasons(document: Document, idle_headings: Sequence[int]) -> dict[int, str]:
    """Return the reason for each 1-based line that some part of the page explains."""
    reasons: dict[int, str] = {}

    def explain(lines: Iterable[int], reason: str) -> None:
        reasons.update(dict.fromkeys((line + 1 for line in lines), reason))

    for block in document.blocks:
        explain(range(*block.lines), _REASONS.get(block.kind, "markup without text"))
    explain(idle_headings, "heading with no text under it")
    for lines in document.link_definitions:
        explain(range(*lines), "link definition")
    for note in document.footnotes.values():
        explain(range(*note.lines), "footnote, read with the passage that cites it")
    return reasons


def _guess(source: str) -> str:
    """Name what leaves no token behind: a definition that nothing refers to."""
    return "footnote that nothing cites" if source.startswith("[^") else "markup without text"


def _add(runs: list[LeftOut], path: str, line: int, reason: str) -> list[LeftOut]:
    last = runs[-1] if runs else None
    if last and last.reason == reason and last.lines[1] == line - 1:
        joined = LeftOut(path=path, lines=(last.lines[0], line), reason=reason)
        return [*runs[:-1], joined]
    return [*runs, LeftOut(path=path, lines=(line, line), reason=reason)]
