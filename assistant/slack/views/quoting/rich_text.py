"""Parts of a passage -> rich text: quotes, lists, tables and preformatted text behind one bar.

All of it is literal. Bold means one thing: these words answer. The page's links are links; its own
emphasis and code marks are left out like Markdown's other marks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.slack.views.block_kit.elements import rich_text, section, text
from assistant.slack.views.block_kit.message import Block
from assistant.slack.views.quoting.inline_words import added, inline
from assistant.slack.views.quoting.passage_parts import MARKER, Part
from assistant.slack.views.quoting.table_block import table_block
from assistant.slack.views.quoting.table_text import table_text
from assistant.slack.views.quoting.tables import Table, with_tables

_DEEPEST = 8  # the deepest indentation that Slack knows


def quote_elements(parts: Sequence[Part], *, bold: bool = True) -> list[Block]:
    """Return the rich text elements that show these parts, with marked ones bold if `bold`.

    Tables are preformatted.
    """
    writer = _Writer()
    for held in with_tables(_unmarked(parts) if not bold else parts):
        writer.write(held)
    return writer.elements


def quote_blocks(parts: Sequence[Part], *, bold: bool = True) -> list[Block]:
    """Return the blocks that show these parts, with marked ones bold if `bold`.

    One table is Slack's own, as a message can have only one: the first that answers, otherwise the
    first. Others are preformatted.
    """
    held = list(with_tables(_unmarked(parts) if not bold else parts))
    tables = [(one, block) for one in held if isinstance(one, Table) if (block := table_block(one))]
    chosen = next((pair for pair in tables if pair[0].is_marked), tables[0] if tables else None)
    blocks: list[Block] = []
    writer = _Writer()
    for one in held:
        if chosen and one is chosen[0]:
            blocks += [*writer.block(), chosen[1]]
            writer = _Writer()
        else:
            writer.write(one)
    return [*blocks, *writer.block()]


def _unmarked(parts: Sequence[Part]) -> list[Part]:
    return [replace(part, marked=False) for part in parts]


@dataclass(slots=True)
class _Writer:
    """Collects elements; `columns` has the columns of the lists that the last item is in."""

    elements: list[Block] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)

    def block(self) -> Iterator[Block]:
        """Yield the elements as a block, if there are any."""
        if self.elements:
            yield rich_text(*self.elements)

    def write(self, held: Part | Table) -> None:
        """Write a part or a table."""
        if isinstance(held, Table):
            self.preformatted(table_text(held))
            return
        match held.kind:
            case "code":
                self.preformatted([text(held.words)])
            case "item":
                self.item(held)
            case "gap":
                self.gap(held)
            case _:
                self.text(held)

    def _last(self) -> Block:
        return self.elements[-1] if self.elements else {"type": None}

    def gap(self, part: Part) -> None:
        """Write what stands for parts left out; lists may go on after it."""
        last = self._last()
        if last["type"] == "rich_text_quote":
            _append(last, part)
        else:
            self.elements.append({"type": "rich_text_quote", "elements": inline(part)})

    def preformatted(self, elements: Sequence[Block]) -> None:
        self.elements.append(
            {"type": "rich_text_preformatted", "border": 1, "elements": [*elements]}
        )

    def text(self, part: Part) -> None:
        """Write words of a paragraph: into the item they belong to, the last quote or a new one."""
        last = self._last()
        if last["type"] == "rich_text_list" and part.column > self.columns[-1]:
            _append(last["elements"][-1], part)
        elif last["type"] == "rich_text_quote":
            _append(last, part)
        else:
            self.columns = []
            self.elements.append({"type": "rich_text_quote", "elements": _some(inline(part))})

    def item(self, part: Part) -> None:
        """Write an item into the list that it goes on with, or into a new one."""
        while self.columns and self.columns[-1] > part.column:
            self.columns.pop()
        if not self.columns or self.columns[-1] < part.column:
            self.columns.append(part.column)
        level = min(len(self.columns) - 1, _DEEPEST)
        at = 0
        for line in part.words.split("\n"):
            inner = line.strip()
            start = at + line.find(inner)
            end = start + len(inner)
            # After the first line: an inner item that is no part of its own, or this one's words.
            if not at:
                self._entry(part, start, end, level)
            elif MARKER.match(inner):
                deeper = (len(line) - len(line.lstrip())) // 2
                self._entry(part, start, end, min(level + max(deeper, 1), _DEEPEST))
            else:
                _append(self.elements[-1]["elements"][-1], part, "\n", start, end)
            at += len(line) + 1

    def _entry(self, part: Part, start: int, end: int, level: int) -> None:
        marker = MARKER.match(part.words[start:end])
        number = marker["number"] if marker else None
        shown = inline(part, start + (marker.end() if marker else 0), end)
        if number and level:  # Slack letters deeper lists: write the page's number out
            shown = added([text(f"{number}. ", bold=part.marked)], shown)
        if not self._goes_on(level, number):
            self._begin(level, number)
        self.elements[-1]["elements"].append(section(*_some(shown)))

    def _goes_on(self, level: int, number: str | None) -> bool:
        """Return whether this is the next item of the list that is the last element."""
        last = self._last()
        if last["type"] != "rich_text_list" or last["indent"] != level:
            return False
        if number is None or level:
            return bool(last["style"] == "bullet")
        following = int(last.get("offset", 0)) + len(last["elements"]) + 1
        return bool(last["style"] == "ordered" and int(number) == following)

    def _begin(self, level: int, number: str | None) -> None:
        ordered = number is not None and not level
        element: Block = {
            "type": "rich_text_list",
            "style": "ordered" if ordered else "bullet",
            "indent": level,
            "border": 1,
            "elements": [],
        }
        if ordered and number and int(number) != 1:
            element["offset"] = int(number) - 1
        self.elements.append(element)


def _append(
    parent: Block, part: Part, joint: str | None = None, start: int = 0, end: int | None = None
) -> None:
    """Append words of a part to a section or quote, after what separates them."""
    between = part.joint if joint is None else joint
    more = added([text(between, bold=part.marked)] if between else [], inline(part, start, end))
    parent["elements"] = added(parent["elements"], more)


def _some(elements: list[Block]) -> list[Block]:
    """Return elements; at least one, as Slack demands."""
    return elements or [text("")]
