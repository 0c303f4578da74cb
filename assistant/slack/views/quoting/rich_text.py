"""Parts of a passage -> rich text: quotes, lists and preformatted text behind one bar.

All of it is literal. Bold means one thing: these words answer. The page's own emphasis, links and
code marks are left out like Markdown's other marks; the link above the quote opens the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.slack.views.block_kit.elements import section, text
from assistant.slack.views.block_kit.message import Block
from assistant.slack.views.quoting.passage_parts import MARKER, Part
from assistant.slack.views.quoting.table_text import TableRow, table_text

_DEEPEST = 8  # the deepest indentation that Slack knows


def quote_elements(parts: Sequence[Part], *, bold: bool = True) -> list[Block]:
    """Return the rich text elements that show these parts, with marked ones bold if `bold`."""
    if not bold:
        parts = [replace(part, marked=False) for part in parts]
    writer = _Writer()
    rows: list[Part] = []
    for part in parts:
        if part.kind != "row" and rows:
            writer.table(rows)
            rows = []
        match part.kind:
            case "row":
                rows.append(part)
            case "code":
                writer.preformatted(part.words)
            case "item":
                writer.item(part)
            case "text":
                writer.text(part)
    if rows:
        writer.table(rows)
    return writer.elements


@dataclass(slots=True)
class _Writer:
    """Collects elements; `columns` has the columns of the lists that the last item is in."""

    elements: list[Block] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)

    def _last(self) -> Block:
        return self.elements[-1] if self.elements else {"type": None}

    def table(self, rows: Sequence[Part]) -> None:
        self.preformatted(
            table_text([TableRow(words=row.words, marked=row.marked) for row in rows])
        )

    def preformatted(self, words: str) -> None:
        self.elements.append(
            {"type": "rich_text_preformatted", "border": 1, "elements": [text(words)]}
        )

    def text(self, part: Part) -> None:
        """Write words of a paragraph: into the item they belong to, the last quote or a new one."""
        last = self._last()
        if last["type"] == "rich_text_list" and part.column > self.columns[-1]:
            _append(last["elements"][-1], part, joint=part.joint)
        elif last["type"] == "rich_text_quote":
            _append(last, part, joint=part.joint)
        else:
            self.columns = []
            self.elements.append(
                {"type": "rich_text_quote", "elements": [_words(part, part.words)]}
            )

    def item(self, part: Part) -> None:
        """Write an item into the list that it goes on with, or into a new one."""
        while self.columns and self.columns[-1] > part.column:
            self.columns.pop()
        if not self.columns or self.columns[-1] < part.column:
            self.columns.append(part.column)
        level = min(len(self.columns) - 1, _DEEPEST)
        first, *rest = part.words.split("\n")
        self._entry(first, level, part)
        for line in rest:  # an inner item that is no part of its own, or more of this item's words
            inner = line.strip()
            if MARKER.match(inner):
                deeper = (len(line) - len(line.lstrip())) // 2
                self._entry(inner, min(level + max(deeper, 1), _DEEPEST), part)
            else:
                _append(self.elements[-1]["elements"][-1], part, joint="\n", words=inner)

    def _entry(self, words: str, level: int, part: Part) -> None:
        marker = MARKER.match(words)
        number = marker["number"] if marker else None
        shown = words[marker.end() :] if marker else words
        if number and level:  # Slack letters deeper lists: write the page's number out
            shown = f"{number}. {shown}"
        entry = section(_words(part, shown))
        if not self._goes_on(level, number):
            self._begin(level, number)
        self.elements[-1]["elements"].append(entry)

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


def _append(parent: Block, part: Part, *, joint: str, words: str | None = None) -> None:
    """Append words to a section or quote; to its last element if both look the same."""
    added = _words(part, joint + (part.words if words is None else words))
    last = parent["elements"][-1]
    if last.get("style") == added.get("style"):
        last["text"] += added["text"]
    else:
        parent["elements"].append(added)


def _words(part: Part, words: str) -> Block:
    return text(words, bold=part.marked)
