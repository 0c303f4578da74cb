"""Values that several tests are made of."""

from collections.abc import Sequence
from hashlib import sha256

from assistant.evaluation.outcomes import QuestionOutcome, Verdict
from assistant.evaluation.question_file import Gold, JudgedQuestion
from index_builder.index.passage import Passage


def passage(
    quote: str,
    *,
    start: int = 0,
    line: int = 1,
    path: str = "a.md",
    headings: tuple[str, ...] = (),
    text: str | None = None,
) -> Passage:
    """Return a passage of a page called A that begins at a character and a line."""
    return Passage(
        id=sha256(quote.encode()).hexdigest()[:16],
        path=path,
        lines=(line, line + quote.count("\n")),
        span=(start, start + len(quote)),
        page_title="A",
        headings=headings,
        anchor="",
        url="",
        content_hash=sha256(quote.encode()).hexdigest(),
        quote=quote,
        text=quote if text is None else text,
        embedded=quote,
        tokens=1,
    )


def question(
    name: str, *quotes: str, path: str = "a.md", text: str = "", headings: Sequence[str] = ()
) -> JudgedQuestion:
    """Return a question with its quotes in one gold row; without quotes it is unanswerable."""
    gold = Gold(
        place=f"q.jsonl:{name}",
        path=path,
        heading_path=tuple(headings),
        anchor="",
        group=0,
        quotes=quotes,
    )
    return JudgedQuestion(
        id=name,
        text=text or f"What of {name}?",
        answerable=bool(quotes),
        type="fact" if quotes else "near-domain",
        gold=(gold,) if quotes else (),
    )


def outcome(
    verdict: Verdict,
    *,
    answerable: bool = True,
    rank: int | None = None,
    parts: int = 1,
    first: Passage | None = None,
) -> QuestionOutcome:
    """Return an outcome; unless a first citation is given, it is a passage without headings."""
    return QuestionOutcome(
        verdict=verdict,
        answerable=answerable,
        rank=rank,
        parts=parts,
        first=first or passage("Text."),
        confidence=0.5,
    )
