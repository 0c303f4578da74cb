"""Page -> passages: runs of whole blocks of one section, each with its place in the source."""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePosixPath
from urllib.parse import quote as percent_encoded

from index_builder.generators.headings.anchor_style import AnchorStyle, NoAnchors
from index_builder.index.errors import PageError
from index_builder.index.passage import LeftOut, Passage
from index_builder.reading.pages import Page
from index_builder.splitting.blocks import Block
from index_builder.splitting.document import (
    Document,
    line_numbers,
    read_document,
    targets_named_in,
)
from index_builder.splitting.footnotes import footnotes_to_separate, with_nested
from index_builder.splitting.left_out import left_out_lines
from index_builder.splitting.packing import STRETCH, TARGET, run_ends
from index_builder.splitting.sections import Section, sections_of
from index_builder.splitting.sentences import is_bold, sentences_of, sentences_within
from index_builder.splitting.units import CountTokens, Unit, UnitMaker

_FRAGMENT = "-._~!$&'()*+,;=:@/?"  # characters that a fragment may have unencoded


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPage:
    """One page's passages in reading order, and its lines that are in no passage."""

    passages: tuple[Passage, ...]
    left_out: tuple[LeftOut, ...]


def split_page(page: Page, style: AnchorStyle, count: CountTokens, window: int) -> SplitPage:
    """Cut a page into passages of about TARGET tokens, none longer than the encoder's `window`.

    Raises:
        PageError: the page can't be parsed, or the window is too small for its text.
    """
    return split_document(parsed_page(page, style), count, window)


def parsed_page(page: Page, style: AnchorStyle) -> Document:
    """Parse a page; one that the site serves as it is has no anchors.

    Raises:
        PageError: the page can't be parsed.
    """
    return read_document(page, style if page.rendered else NoAnchors())


def split_document(document: Document, count: CountTokens, window: int) -> SplitPage:
    """Cut a parsed page as `split_page` does.

    Raises:
        PageError: the window is too small for its text.
    """
    cutter = _Cutter(document, count, min(window, STRETCH))
    sections, idle = sections_of(cutter.blocks(), document.headings)
    found = [passage for section in sections for passage in cutter.passages(section)]
    notes = cutter.note_passages(sections, found)
    passages = tuple(sorted([*found, *notes], key=lambda passage: passage.span))
    return SplitPage(passages=passages, left_out=left_out_lines(document, passages, idle))


class _Cutter:
    """Cuts the sections of one document; `limit` is the most tokens of a passage's embedded text.

    The title and heading path get at most half of it, the footnotes a quarter.
    """

    def __init__(self, document: Document, count: CountTokens, limit: int) -> None:
        self.document, self.count, self.limit = document, count, limit
        self.added = count("")  # special tokens and the document prompt
        self.title = page_title(document)
        sizes = {at: self.size(note.note) for at, note in document.footnotes.items()}
        self.separate = footnotes_to_separate(self._citing(), document.footnotes, sizes, limit // 4)

    def _citing(self) -> list[Block]:
        """Return everything that can cite footnotes: the blocks, and each heading as a block."""
        return [
            *self.document.blocks,
            *(
                Block(
                    kind="heading",
                    lines=heading.lines,
                    text=heading.text,
                    footnotes=heading.footnotes,
                )
                for heading in self.document.headings.values()
            ),
        ]

    def blocks(self) -> list[Block]:
        """Return the page's blocks, including the footnotes too long to be carried."""
        notes = [self.document.footnotes[at] for at in sorted(self.separate)]
        long = [
            Block(kind="footnote", lines=note.lines, text=note.note, footnotes=note.cites)
            for note in notes
        ]
        return sorted([*self.document.blocks, *long], key=lambda block: block.lines)

    def notes(self, footnotes: Iterable[int]) -> list[str]:
        """Return the texts of the footnotes carried under a passage that cites them."""
        known = self.document.footnotes
        carried = with_nested(footnotes, known)
        return [known[at].note for at in carried if at not in self.separate]

    def size(self, text: str) -> int:
        """Return the tokens of a text, without what the encoder adds around it."""
        return self.count(text) - self.added

    def passages(self, section: Section) -> list[Passage]:
        """Return a section's passages, each within the limit by its exact token count."""
        context, blocks = self._context(section)
        above = "\n".join([context, *self.notes(section.footnotes)])
        room = self.limit - self.added - self.size(above)
        sentences = sentences_of(self.document, section.blocks)
        while room > 0:
            runs = self._runs(blocks, room)
            cut = (self._passage(section, context, run, at) for at, run in enumerate(runs))
            passages = [
                replace(passage, sentences=sentences_within(sentences, passage.span))
                for passage in cut
            ]
            # Counts of parts add up exactly for WordPiece, but only nearly for others; if passages
            # came out too long, they get less room.
            if all(passage.tokens <= self.limit for passage in passages):
                return passages
            room -= max(1, room // 10)
        line = section.first_line + 1
        reason = f"its text can't be cut to {self.limit} tokens: use an encoder with a wider window"
        raise PageError(self.document.page.path, line, reason)

    def note_passages(
        self, sections: Sequence[Section], passages: Sequence[Passage]
    ) -> list[Passage]:
        """Return the carried footnotes as passages, but for those that stand inside another one.

        What is embedded with the passages that cite them is their text. These hold their source,
        so that they can be quoted and marked; they belong to the section that cites them first.
        """
        quoted = {
            line for passage in passages for line in range(passage.lines[0], passage.lines[1] + 1)
        }
        known = self.document.footnotes
        citing: dict[int, Section] = {}
        for section in sections:
            cited = (
                *section.footnotes,
                *(at for block in section.blocks for at in block.footnotes),
            )
            citing |= {at: section for at in with_nested(cited, known) if at not in citing}
        found = []
        for at, section in citing.items():
            note = known[at]
            inside = quoted.intersection(range(note.lines[0] + 1, note.lines[1] + 1))
            if note.text and at not in self.separate and not inside:
                block = Block(kind="footnote", lines=note.lines, text=note.note)
                found += self.passages(
                    replace(
                        section,
                        first_line=note.lines[0],
                        later_starts=(),
                        heading=None,
                        footnotes=(),
                        blocks=(block,),
                    )
                )
        return found

    def _context(self, section: Section) -> tuple[str, list[Block]]:
        """Return the title and heading path to embed, and the blocks to embed under it.

        Outer parts are dropped if they would crowd out the text; a heading that is too long even
        by itself becomes ordinary text.
        """
        parts = list(filter(None, (self.title, *section.path)))
        parts = [part for at, part in enumerate(parts) if not at or part != parts[at - 1]]
        while parts and self.size(" › ".join(parts)) > self.limit // 2:
            parts.pop(0)
        blocks = [block for block in section.blocks if block.text]
        if section.heading and section.heading.text and not parts:
            heading = section.heading
            blocks.insert(0, Block(kind="heading", lines=heading.lines, text=heading.text))
        return " › ".join(parts), blocks

    def _runs(self, blocks: Sequence[Block], room: int) -> list[list[Unit]]:
        maker = UnitMaker(document=self.document, size=self.size, notes=self.notes, room=room)
        units = list(self._units(maker, blocks))
        sizes = [self.size(unit.joint + self._text([unit], lead=False)) for unit in units]
        leads = [self.size(f"{unit.lead}\n") if unit.lead else 0 for unit in units]
        glued = [unit.text.endswith(":") for unit in units]
        target = min(TARGET * room // self.limit, room)
        ends = run_ends(sizes, glued, leads, target=target, limit=room)
        ends = sorted({*ends, *self._seams(units)})
        return [units[start:end] for start, end in pairwise([0, *ends])]

    def _seams(self, units: Sequence[Unit]) -> Iterator[int]:
        """Yield where units are parted by lines that no reader sees: no quote holds those."""
        unseen = [self.document.starts[line] for line in self.document.unseen]
        for at, (above, below) in enumerate(pairwise(units), 1):
            if bisect_left(unseen, above.end) < bisect_left(unseen, below.start):
                yield at

    def _units(self, maker: UnitMaker, blocks: Sequence[Block]) -> Iterator[Unit]:
        """Yield the units of a section's blocks; a bold line labels those after it."""
        label = ""
        for block in blocks:
            if is_bold(self.document, block):
                yield from maker.units(block)
                label = block.text
            else:
                yield from maker.units(block, above=label)

    def _text(self, run: Sequence[Unit], above: Iterable[int] = (), *, lead: bool = True) -> str:
        first, *rest = run
        parts = [f"{first.lead}\n" if lead and first.lead else "", first.text]
        parts += [unit.joint + unit.text for unit in rest]
        cited = [*above, *(at for unit in run for at in unit.footnotes)]
        return "\n".join(["".join(parts), *self.notes(cited)])

    def _start(self, section: Section) -> int:
        """Return the line at which a section's quote begins: below what no reader sees."""
        starts = (section.first_line, *section.later_starts)
        unseen = [line for line in self.document.unseen if starts[0] <= line < starts[-1]]
        return next(start for start in starts if start > max(unseen, default=-1))

    def _passage(self, section: Section, context: str, run: Sequence[Unit], at: int) -> Passage:
        page = self.document.page
        span = (run[0].start if at else self.document.starts[self._start(section)], run[-1].end)
        quote = page.text[slice(*span)]
        text = self._text(run, () if at else section.footnotes)
        embedded = f"{context}\n{text}" if context else text
        return Passage(
            id=hashlib.sha256(embedded.encode()).hexdigest()[:16],
            path=page.path,
            lines=line_numbers(self.document.starts, *span),
            span=span,
            page_title=self.title,
            headings=section.path,
            anchor=section.anchor,
            url=section_url(page.url, section.anchor),
            content_hash=hashlib.sha256(quote.encode()).hexdigest(),
            quote=quote,
            text=text,
            embedded=embedded,
            tokens=self.count(embedded),
            definitions=targets_named_in(self.document.env, quote),
            folded=section.folded or page.syntax.changes_words(quote),
        )


def page_title(document: Document) -> str:
    """Return the front matter's title, else the first heading of level 1, else the file's name."""
    top = (
        heading.text
        for heading in document.headings.values()
        if heading.level == 1 and heading.text
    )
    return document.page.title or next(top, PurePosixPath(document.page.path).stem)


def section_url(page_url: str, anchor: str) -> str:
    """Return the address of a section; a fragment is percent-encoded as RFC 3986 asks."""
    return f"{page_url}#{percent_encoded(anchor, safe=_FRAGMENT)}" if anchor else page_url
