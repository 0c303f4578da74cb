"""Blocks -> units: what packing puts together, each short enough for the encoder."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from index_builder.splitting.blocks import Block
from index_builder.splitting.document import Document
from index_builder.splitting.long_blocks import cut_long_block
from index_builder.splitting.part_text import renderer_for
from index_builder.splitting.plain_text import footnote_mark

CountTokens = Callable[[str], int]
"""Text -> tokens by the encoder's own tokenizer, what the encoder adds around a text included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A block, or a part of one, that is not cut again."""

    start: int  # character offsets in the page
    end: int
    text: str
    # Put in front if the unit begins a passage: a table's header row, the labels it stands under.
    lead: str = ""
    joint: str = "\n\n"  # what separates its text from the unit before
    footnotes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMaker:
    """Makes the units of one document; no unit's text has more than `room` tokens."""

    document: Document
    size: Callable[[str], int]  # tokens of a text, nothing added around it
    notes: Callable[[Iterable[int]], list[str]]  # the footnotes carried under a text
    room: int

    def units(self, block: Block, joint: str = "\n\n", above: str = "") -> list[Unit]:
        """Return a block as one unit if it fits, else its parts, else pieces of its source.

        `above` are the labels that it stands under. A block without parts that fits only without
        them is not cut for their sake.
        """
        # A lead that is long would crowd out the text; of a row's, the header alone may do.
        own = next(filter(self._is_short, (block.lead, block.lead.split("\n")[0])), "")
        whole = "\n".join(filter(None, (above, own)))
        whole = whole if self._is_short(whole) else own
        for lead in (whole,) if block.parts else dict.fromkeys((whole, own)):
            led = replace(block, lead=lead)
            if self._fits(led, block.text, block.footnotes):
                return [self._unit(led, self.document.source(*block.lines), joint)]
        parts = [part for part in block.parts if part.text]
        if not parts:
            return self._pieces(replace(block, lead=whole), joint)
        named = block.kind == "list_item" or parts[0].kind == "dt"
        inside = "\n".join(filter(None, (above, parts[0].text))) if named else above
        return [
            unit
            for at, part in enumerate(parts)
            for unit in self.units(part, "\n" if at else joint, inside if at else above)
        ]

    def _is_short(self, lead: str) -> bool:
        return self.size(lead) <= self.room // 4

    def _fits(self, block: Block, text: str, footnotes: Iterable[int]) -> bool:
        return self.size("\n".join([block.lead, text, *self.notes(footnotes)])) <= self.room

    def _unit(self, block: Block, span: tuple[int, int], joint: str) -> Unit:
        return Unit(
            start=span[0],
            end=span[1],
            text=block.text,
            lead=block.lead,
            joint=joint,
            footnotes=block.footnotes,
        )

    def _pieces(self, block: Block, joint: str) -> list[Unit]:
        start, end = self.document.source(*block.lines)
        source = self.document.masked[start:end]

        def fits(text: str) -> bool:
            return self._fits(block, text, self._cited(block, text))

        units: list[Unit] = []
        for piece in cut_long_block(source, fits, renderer_for(self.document, block, source)):
            span = self.document.trim(start + piece.start, start + piece.end)
            cited = self._cited(block, piece.text)
            part = replace(block, text=piece.text, footnotes=cited, parts=())
            units += [self._unit(part, span, "\n" if units else joint)] if piece.text else []
        return units

    def _cited(self, block: Block, text: str) -> tuple[int, ...]:
        """Return those of a block's footnotes that the plain text of a part cites."""
        known = self.document.footnotes
        return tuple(at for at in block.footnotes if footnote_mark(known[at].label) in text)
