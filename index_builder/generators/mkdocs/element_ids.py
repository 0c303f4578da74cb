"""Ids that Python-Markdown gives to other elements than headings: listed, of tabs, of notes."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from index_builder.generators.mkdocs.hidden_lines import HiddenLines

_ID = re.compile(r"""(?:^|\s)(?:#([^\s}]+)|id=(?:"([^"]*)"|'([^']*)'|([^\s}"']+)))""")
_DEFINITION = re.compile(r"[ ]{0,3}:[ ]{1,3}\S")
_CELL_LIST = re.compile(r"[ ]+\{:?[ ]*([^}\n ][^\n{}]*)[ ]*\}[ ]*(?=\||$)")


def listed_ids(lines: Sequence[str], hidden: HiddenLines) -> Iterator[str]:
    """Yield the ids in attribute lists that `attr_list` takes for more than text."""
    if not hidden.attribute_lists:
        return
    for at, line in enumerate(lines):
        if "{" not in line:
            continue
        below = lines[at + 1] if at + 1 < len(lines) else ""
        is_term = _DEFINITION.match(below) is not None
        if hidden.is_list_line(lines, at) and not is_term:  # a term of its own is shown as text
            yield from _ids(line.strip().strip("{}:"))
        elif "|" in line or is_term:
            for listed in _CELL_LIST.finditer(line):
                yield from _ids(listed[1])
        for listed in hidden.lists_in(line):
            yield from _ids(listed)


def _ids(content: str) -> Iterator[str]:
    found = _ID.findall(content)
    if found:
        yield "".join(found[-1])


def made_ids(tokens: Sequence[Token], *, footnotes: bool) -> Iterator[str]:
    """Yield the ids of tabs and of footnotes' marks and texts."""
    yield from _tab_ids(tokens)
    marks: dict[str, int] = {}
    inner = [child for token in tokens for child in token.children or ()] if footnotes else []
    for token in inner:
        if token.type == "footnote_ref":
            label = str(token.meta["label"])
            marks[label] = marks.get(label, 0) + 1
            yield f"fn:{label}"
            yield f"fnref{marks[label] if marks[label] > 1 else ''}:{label}"


def _tab_ids(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield `__tabbed_SET_TAB`, numbered in the order in which the sets begin."""
    sets = 0
    last_end: dict[int, tuple[int, int, int]] = {}  # by depth: where the last tab ended, its number
    for token in tokens:
        if token.type == "part_open" and token.map and token.meta.get("of_set"):
            ended, number, at = last_end.get(token.level, (-1, 0, 0))
            if ended != token.map[0] or token.meta.get("starts_set"):
                sets += 1
                number, at = sets, 0
            last_end[token.level] = (token.meta.get("next", token.map[1]), number, at + 1)
            yield f"__tabbed_{number}_{at + 1}"
