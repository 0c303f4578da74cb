"""Pages -> passages; a page that the cache holds is not cut again."""

import dataclasses
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from index_builder.building.derived_files import completed
from index_builder.building.provenance import made_with
from index_builder.generators.headings.anchor_style import AnchorStyle
from index_builder.index.errors import PageError
from index_builder.index.exported_model import TOKENIZER
from index_builder.index.page_words import page_line
from index_builder.index.passage import LeftOut, Passage
from index_builder.index.passage_lines import passages_from_lines, passages_to_lines
from index_builder.index.rendered_page import html_file
from index_builder.learning.acronyms import Explanation, explanations
from index_builder.models.encoder import Encoder
from index_builder.reading.pages import Page
from index_builder.storage.cache import Cache, key_of

# The fields that decide a page's passages; front matter is part of `text` and has no other effect.
_DECIDING = ("path", "text", "body_line", "title", "url", "rendered")


@dataclass(frozen=True, slots=True, kw_only=True)
class CutPages:
    """The passages of all pages, in the pages' order and with unique ids; what is in no passage."""

    passages: tuple[Passage, ...]
    page_lines: tuple[bytes, ...]  # each page's words, for the pages that have passages
    html_lines: tuple[bytes, ...]  # each page as HTML, those without passages too
    explained: tuple[Explanation, ...]  # acronyms that the passages explain
    left_out: tuple[LeftOut, ...]
    failures: tuple[PageError, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _PageCut:
    """What becomes of one page, as the cache keeps it."""

    passages: tuple[Passage, ...]
    line: bytes  # the page's words; empty if it has no passages
    html: bytes  # the page as HTML
    explained: tuple[Explanation, ...]
    left_out: tuple[LeftOut, ...]

    def to_bytes(self) -> bytes:
        left_out = [dataclasses.asdict(lines) for lines in self.left_out]
        first = json.dumps({"left_out": left_out, "explained": self.explained}, ensure_ascii=False)
        return b"\n".join([first.encode(), self.line, self.html, passages_to_lines(self.passages)])

    @classmethod
    def from_bytes(cls, data: bytes) -> "_PageCut":
        """Read what `to_bytes` gave; the cache has checked that the bytes are the same."""
        first, line, html, lines = data.split(b"\n", 3)
        fields = json.loads(first)
        return cls(
            passages=passages_from_lines(lines),
            line=line,
            html=html,
            explained=tuple((short, long) for short, long in fields["explained"]),
            left_out=_left_out(fields["left_out"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CutSummary:
    """What an unchanged build needs to know about a cut, instead of all its passages."""

    passages: int
    longest: int  # tokens of the longest passage
    lines_sha256: str  # of passages.jsonl
    html_sha256: str  # of page_html.jsonl
    left_out: tuple[LeftOut, ...]
    failures: tuple[PageError, ...] = ()


class CutCache:
    """Cuts pages for one encoder and one style of anchors, and keeps what comes of it."""

    def __init__(self, style: AnchorStyle, encoder: Encoder, cache: Cache) -> None:
        self._style, self._encoder, self._cache = style, encoder, cache
        exported = encoder.exported
        self._maker = key_of(
            json.dumps(made_with()),
            exported.files[TOKENIZER],
            *(exported.document_prompt, str(exported.window)),
            json.dumps(dataclasses.asdict(style)),
        )

    def summary(self, pages: Sequence[Page]) -> CutSummary | None:
        """Return the summary of the pages' cut if it is cached, without cutting them."""
        data = self._cache.get(self._summary_key(pages))
        if data is None:
            return None
        fields = json.loads(data)
        return CutSummary(**{**fields, "left_out": _left_out(fields["left_out"])})

    def cut(self, pages: Sequence[Page]) -> CutPages:
        """Cut what is new; a page that can't be cut is a failure and does not stop the others."""
        cuts: list[_PageCut] = []
        failures = []
        for page in pages:
            try:
                cuts.append(self._page(page))
            except PageError as error:
                failures.append(error)
        return CutPages(
            passages=tuple(unique_ids([passage for cut in cuts for passage in cut.passages])),
            page_lines=tuple(cut.line for cut in cuts if cut.passages),
            html_lines=tuple(cut.html for cut in cuts),
            explained=tuple(found for cut in cuts for found in cut.explained),
            left_out=tuple(lines for cut in cuts for lines in cut.left_out),
            failures=tuple(failures),
        )

    def summed_up(self, pages: Sequence[Page], cut: CutPages) -> CutSummary:
        """Return a cut's summary; it is not cached if any page failed."""
        summary = CutSummary(
            passages=len(cut.passages),
            longest=max((passage.tokens for passage in cut.passages), default=0),
            lines_sha256=hashlib.sha256(passages_to_lines(cut.passages)).hexdigest(),
            html_sha256=hashlib.sha256(html_file(cut.html_lines)).hexdigest(),
            left_out=cut.left_out,
            failures=cut.failures,
        )
        if not cut.failures:
            data = json.dumps(dataclasses.asdict(summary), ensure_ascii=False)
            self._cache.put(self._summary_key(pages), data.encode())
        return summary

    def _page(self, page: Page) -> _PageCut:
        key = self._key(page)
        data = self._cache.get(key)
        if data is not None:
            return _PageCut.from_bytes(data)
        from index_builder.rendering.page_renderer import render_page
        from index_builder.splitting.splitter import parsed_page, split_document

        encoder = self._encoder
        document = parsed_page(page, self._style)
        found = split_document(document, encoder.count_tokens, encoder.exported.window)
        passages = tuple(
            completed(
                passage, encoder.exported.document_prompt, encoder.token_offsets(passage.embedded)
            )
            for passage in found.passages
        )
        cut = _PageCut(
            passages=passages,
            line=page_line(passages) if passages else b"",
            html=render_page(document, passages).to_line(),
            explained=tuple(
                explanation
                for passage in passages
                for explanation in explanations(passage.embedded)
            ),
            left_out=found.left_out,
        )
        self._cache.put(key, cut.to_bytes())
        return cut

    def _key(self, page: Page) -> str:
        return key_of(
            "page",
            self._maker,
            json.dumps([getattr(page, field) for field in _DECIDING]),
            page.syntax.key,
            json.dumps([dataclasses.astuple(file) for file in page.included]),
        )

    def _summary_key(self, pages: Sequence[Page]) -> str:
        return key_of("summary", *(self._key(page) for page in pages))


def _left_out(rows: Iterable[dict[str, Any]]) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(path=row["path"], lines=tuple(row["lines"]), reason=row["reason"]) for row in rows
    )


def unique_ids(passages: Sequence[Passage]) -> list[Passage]:
    """Give the second and later passages of one embedded text ids of their own: "…-2", "…-3"."""
    seen: Counter[str] = Counter()
    unique = []
    for passage in passages:
        seen[passage.id] += 1
        times = seen[passage.id]
        unique.append(replace(passage, id=f"{passage.id}-{times}") if times > 1 else passage)
    return unique
