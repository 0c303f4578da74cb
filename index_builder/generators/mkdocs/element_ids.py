"""Ids that Python-Markdown gives to other elements than headings: listed, and of notes."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from index_builder.generators.mkdocs.hidden_lines import HiddenLines

_ID = re.compile(r"""(?:^|\s)(?:#([^\s}]+)|id=(?:"([^"]*)"|'([^']*)'|([^\s}"']+)))""")


def listed_ids(lines: Sequence[str], hidden: HiddenLines) -> Iterator[str]:
    """Yield the ids in attribute lists that `attr_list` takes for more than text."""
    if not hidden.attribute_lists:
        return
    for at, line in enumerate(lines):
        if "{" not in line:
            continue
        if hidden.is_list_line(lines, at):
            yield from _ids(line.strip().strip("{}:"))
        for content in hidden.lists_in(lines, at):
            yield from _ids(content)


def _ids(content: str) -> Iterator[str]:
    found = _ID.findall(content)
    if found:
        yield "".join(found[-1])


def note_ids(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the ids of footnotes' marks and texts."""
    marks: dict[str, int] = {}
    for token in (child for block in tokens for child in block.children or ()):
        if token.type == "footnote_ref":
            label = str(token.meta["label"])
            marks[label] = marks.get(label, 0) + 1
            yield f"fn:{label}"
            yield f"fnref{marks[label] if marks[label] > 1 else ''}:{label}"
