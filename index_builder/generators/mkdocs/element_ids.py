"""Ids that Python-Markdown gives to other elements than headings: listed, of tabs, of notes."""

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
    """Yield `__tabbed_SET_TAB`, numbered in the order in which the sets begin.

    A tab right after another one is of the same set, unless it says that it begins one. The two
    extensions for tabs count by themselves, so that an id may be there twice.
    """
    sets = {False: 0, True: 0}  # for tabs between slashes, and for the others
    open_tabs: list[tuple[bool, int, int]] = []  # those around the current token: kind, set, tab
    closed: tuple[bool, int, int] | None = None  # the tab that the token before closes
    for token in tokens:
        before, closed = closed, None
        if token.type == "part_close":
            closed = open_tabs.pop()
        elif token.type == "part_open":
            kind = "slashes" in token.meta
            if before is None or before[0] != kind or token.meta.get("starts_set"):
                sets[kind] += 1
                before = (kind, sets[kind], 0)
            open_tabs.append((kind, before[1], before[2] + 1))
            yield f"__tabbed_{before[1]}_{before[2] + 1}"
