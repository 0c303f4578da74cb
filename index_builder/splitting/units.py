"""Blocks -> units: what packing moves about, each short enough for the encoder."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from markdown_it.tree import SyntaxTreeNode

from index_builder.splitting.blocks import Block
from index_builder.splitting.document import Document
from index_builder.splitting.long_blocks import Render, pieces
from index_builder.splitting.markdown import parse_part
from index_builder.splitting.plain_text import citation, html_text, node_text

_LINE_END = re.compile(r"[\r\n]+")
_FOOTNOTE_MARK = re.compile(r"\s*\[\^([^\]\s]+)\]:\s*")
_INDENT = re.compile(r"^(?: {1,4}|\t)", re.MULTILINE)

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
        if self.size(block.lead) > self.room // 4:
            block = replace(block, lead="")  # it would crowd out what it stands in front of
        if self._fits(block, block.text, block.footnotes):
            return [self._unit(block, self.document.source(*block.lines), joint)]
        if block.parts:
            parts = [part for part in block.parts if part.text]
            return [
                unit
                for at, part in enumerate(parts)
                for unit in self.units(part, "\n" if at else joint)
            ]
        return self._pieces(block, joint)

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
        for piece in pieces(source, fits, self._render(block, source)):
            span = self.document.trim(start + piece.start, start + piece.end)
            cited = self._cited(block, piece.text)
            part = replace(block, text=piece.text, footnotes=cited, parts=())
            units += [self._unit(part, span, "\n" if units else joint)] if piece.text else []
        return units

    def _cited(self, block: Block, text: str) -> tuple[int, ...]:
        """Return those of a block's footnotes that the plain text of a part cites."""
        return tuple(at for at in block.footnotes if citation(self._label(at)) in text)

    def _label(self, footnote: int) -> str:
        return self.document.footnotes[footnote].label

    def _render(self, block: Block, source: str) -> Render:
        match block.kind:
            case "fence":
                return _code_reader(source)
            case "code_block":
                return str.strip
            case "html_block":
                return html_text
            case "tr":
                return lambda part: self._markdown_text(block, _cells(part))
            case "footnote":
                return lambda part: self._footnote_text(block, part)
            case _:
                return lambda part: self._markdown_text(block, part)

    def _markdown_text(self, block: Block, part: str) -> str:
        """Return the text of a part; indentation is that of the list it stands in, not code's."""
        nodes = SyntaxTreeNode(parse_part(part.lstrip(), self.document.env)).children
        text = "\n".join(filter(None, map(node_text, nodes)))
        for at in block.footnotes:  # a part is read without definitions: there it is no citation
            label = self._label(at)
            text = text.replace(f"[^{label}]", f" {citation(label)}")
        return text

    def _footnote_text(self, block: Block, part: str) -> str:
        """Return the text of a part of a definition, which by itself would cite nothing."""
        mark = _FOOTNOTE_MARK.match(part)
        text = self._markdown_text(block, _INDENT.sub("", part[mark.end() if mark else 0 :]))
        return f"{citation(mark[1])} {text}" if mark else text


def _cells(part: str) -> str:
    """Return a part of a table row without outer bars, and without the line below a header."""
    lines = (line.strip(" \t|") for line in _LINE_END.split(part))
    return "\n".join(line for line in lines if line.strip(" \t|:-"))


def _code_reader(source: str) -> Render:
    """Return what reads parts of a fence: its first and last line are marks, not code."""
    first, *_, last = _LINE_END.split(source) if _LINE_END.search(source) else (source, "")
    marks = last.strip("> \t")
    closing = last if len(marks) >= 3 and set(marks) in ({"`"}, {"~"}) else ""
    return lambda part: part.removeprefix(first).removesuffix(closing).strip("\r\n")
