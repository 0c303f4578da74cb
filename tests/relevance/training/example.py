"""What is learnt from: a question, what answers it, and what only seems to answer it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[int, int]  # first character of a text and one past the last


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A passage that answers, as the encoder is given it, and where in it the answer stands."""

    text: str
    spans: tuple[Span, ...] = ()  # none: not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question and the passages it is asked of; without an answer it is unanswerable."""

    id: str
    source: str  # the handbook, or the repository, that its passages are of
    question: str  # as it was asked
    searched: str  # as it is looked up: cleaned, in the words of the handbook
    answers: tuple[Answer, ...]
    others: tuple[str, ...]  # passages that do not answer it, the likeliest to be mistaken first
    dropped: tuple[str, ...] = ()  # passages that answered it before the answer was taken out
    pair: str | None = None  # the id of the question that differs from it least
    mined: bool = False  # found and not judged: one in eight is unsound


def digest_of(examples: Iterable[Example]) -> str:
    """Return a sha256 over all that the examples say, hex."""
    total = hashlib.sha256()
    for held in examples:
        total.update(repr(held).encode())
    return total.hexdigest()
