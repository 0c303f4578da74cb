"""What asking a handbook's questions once gave: values, and the JSON they are kept as. Pure.

Places are spans of a page's *ink*: its characters without white space, so that a quote and a mark
are compared by what people see.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = 2  # raise it when dumps are made or kept in another way: old ones are then made anew

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One occurrence of a quote that answers; those of one group are alternatives."""

    path: str
    span: Span
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A passage: where it stands, and its sentences."""

    path: str
    span: Span
    spans: tuple[Span, ...]  # of its sentences
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that late interaction compared, and what is known of the best of them."""

    row: int
    late: float
    hit: bool  # it holds half of a gold quote
    same: int  # the row of the best candidate with the same words: its own, if it repeats none
    weighed: float = 0.0  # likeness with rare words counting more
    logit: float | None = None  # the reader's; None where it was not read
    scores: tuple[float, ...] = ()  # of its sentences, by late interaction
    masses: tuple[float, ...] = ()  # of its sentences: their shares in what the reader answers by
    means: tuple[float, ...] = ()  # of its sentences: the mean logit of their tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question, and what one index gave for it."""

    id: str
    text: str
    type: str
    answerable: bool
    declined: str | None  # why `ask` would look nothing up; it was looked up here, to rank it
    ranks: Mapping[str, int | None]  # first hit's by "sparse", "dense" and "hybrid", over all
    candidates: tuple[Candidate, ...]  # by late interaction, best first
    gold: tuple[Gold, ...]

    @property
    def is_near(self) -> bool:
        """Whether it is on the handbook's own subject, but not answered there."""
        return not self.answerable and self.type == "near-domain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """All questions, asked of one generation."""

    encoder: str
    generation: str
    texts: Mapping[int, Text]  # of the best candidates, by row
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """A handbook's questions, asked of its index by the published encoder and by the shipped."""

    name: str
    questions: str  # sha256 of the file of questions, hex
    searching: str  # a hash of the code that searches: dumping.py
    lost: int  # gold quotes that no page holds
    before: Pass  # the published encoder, which has no reader
    after: Pass


def dump_json(dump: Dump) -> str:
    """Return a dump as JSON, numbers to six digits."""
    return json.dumps({"format": FORMAT, **_rounded(asdict(dump))}, ensure_ascii=False)


def _rounded(held: Any) -> Any:
    if isinstance(held, float):
        return round(held, 6)
    if isinstance(held, dict):
        return {key: _rounded(value) for key, value in held.items()}
    if isinstance(held, list | tuple):
        return [_rounded(value) for value in held]
    return held


def read_dump(text: str) -> Dump | None:
    """Read what `dump_json` gave; None if its format is another one."""
    held = json.loads(text)
    if held.pop("format", None) != FORMAT:
        return None
    return Dump(**{**held, "before": _pass(held["before"]), "after": _pass(held["after"])})


def _pass(held: Mapping[str, Any]) -> Pass:
    return Pass(
        encoder=held["encoder"],
        generation=held["generation"],
        texts={int(row): _text(text) for row, text in held["texts"].items()},
        asked=tuple(_asked(asked) for asked in held["asked"]),
    )


def _text(held: Mapping[str, Any]) -> Text:
    return Text(
        path=held["path"],
        span=_span(held["span"]),
        spans=tuple(_span(span) for span in held["spans"]),
        sentences=tuple(held["sentences"]),
    )


def _asked(held: Mapping[str, Any]) -> Asked:
    candidates = tuple(
        Candidate(**{key: _frozen(value) for key, value in one.items()})
        for one in held["candidates"]
    )
    gold = tuple(Gold(**{**one, "span": _span(one["span"])}) for one in held["gold"])
    return Asked(**{**held, "candidates": candidates, "gold": gold})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _span(held: list[int]) -> Span:
    first, last = held
    return first, last
