"""Blocks -> units: what packing moves about, each short enough for the encoder."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from index_builder.blocks import Block
from index_builder.document import Document
from index_builder.long_blocks import pieces
from index_builder.markdown import parse_part
from index_builder.plain_text import html_text, node_text

CountTokens = Callable[[str], int]
"""Text -> tokens by the encoder's own tokenizer, what the encoder adds around a text included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A block, or a part of one, that is not cut again."""

    start: int  # character offsets in the page
    end: int
    text: str
    lead: str = ""  # stands in front where the unit begins a passage: a table's header row
    joint: str = "\n\n"  # what parts its text from the unit before
    footnotes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMaker:
    """Makes the units of one document; no unit's text has more than `room` tokens."""

    document: Document
    size: Callable[[str], int]  # tokens of a text, nothing added around it
    notes: Callable[[Iterable[int]], list[str]]  # what is carried of footnotes under a text
    room: int

    def units(self, block: Block, joint: str = "\n\n") -> list[Unit]:
        """Return a block as one unit where it fits, else its parts, else pieces of its source."""
        if self._fits(block, block.text):
            return [self._whole(block, joint)]
        if block.parts:
            parts = [part for part in block.parts if part.text]
            return [unit for part in parts for unit in self.units(part, "\n")]
        return self._pieces(block)

    def _fits(self, block: Block, text: str) -> bool:
        return self.size("\n".join([block.lead, text, *self.notes(block.footnotes)])) <= self.room

    def _whole(self, block: Block, joint: str) -> Unit:
        start, end = self.document.source(*block.lines)
        return Unit(
            start=start,
            end=end,
            text=block.text,
            lead=block.lead,
            joint=joint,
            footnotes=block.footnotes,
        )

    def _pieces(self, block: Block) -> list[Unit]:
        start, end = self.document.source(*block.lines)
        page = self.document.page.text
        source = page[start:end]
        units: list[Unit] = []
        for piece in pieces(source, lambda text: self._fits(block, text), self._render(block)):
            span = self.document.trim(start + piece.start, start + piece.end)
            cited = [at for at in block.footnotes if self._mark(at) in page[slice(*span)]]
            units.append(
                Unit(
                    start=span[0],
                    end=span[1],
                    text=piece.text,
                    lead=block.lead,
                    joint="\n" if units else "\n\n",
                    footnotes=tuple(cited),
                )
            )
        return [unit for unit in units if unit.text]

    def _mark(self, footnote: int) -> str:
        return f"[^{self.document.footnotes[footnote].label}]"

    def _render(self, block: Block) -> Callable[[str], str]:
        if block.kind in ("fence", "code_block"):
            return str.strip
        if block.kind == "html_block":
            return html_text
        return lambda part: "\n".join(filter(None, map(node_text, self._nodes(part))))

    def _nodes(self, part: str) -> list[SyntaxTreeNode]:
        return SyntaxTreeNode(parse_part(part, self.document.env)).children
