"""Dumps made up for tests: what a reader that knows something would give."""

from collections.abc import Callable
from random import Random

from assistant.evaluation.page_text import PageText
from assistant.evaluation.page_text import pages_of as index_pages
from index_builder.index.generation import Generation

from .handbooks.asked import Asked, Candidate, Dump, Gold, Pass, Text

LENGTH = 100  # characters of a passage, in ten sentences of ten


def candidate(
    row: int, late: float, logit: float | None = None, *, hit: bool = False, best: int = 0
) -> Candidate:
    """Return a passage whose best sentence is `best`, by both of them."""
    scores = tuple(0.9 if at == best else 0.5 for at in range(10))
    masses = tuple(0.7 if at == best else 0.03 for at in range(10))
    return Candidate(
        row=row, late=late, hit=hit, same=row, weighed=late, logit=logit,
        scores=scores, masses=masses if logit is not None else (), means=scores,
    )  # fmt: skip


def text(row: int) -> Text:
    """Return a passage of ten sentences on page `row`."""
    spans = tuple((at, at + 10) for at in range(0, LENGTH, 10))
    return Text(
        path=f"{row}.md", span=(0, LENGTH), spans=spans, sentences=("Ten chars.",) * len(spans)
    )


def asked(
    name: str, candidates: tuple[Candidate, ...], *, kind: str = "", declined: str | None = None
) -> Asked:
    """Return a question; an answerable one, with the first sentence of its hit as gold."""
    gold = [Gold(path=f"{held.row}.md", span=(0, 10), group=0) for held in candidates if held.hit]
    rank = next((at for at, held in enumerate(candidates, start=1) if held.hit), None)
    return Asked(
        id=name, text=name, type=kind or "fact", answerable=not kind, declined=declined,
        ranks={"sparse": rank, "dense": rank, "hybrid": rank},
        candidates=candidates, gold=tuple(gold),
    )  # fmt: skip


def dump(name: str, seed: int, questions: int = 40) -> Dump:
    """Return a handbook half of whose questions are answerable.

    Likeness says little; the reader's logit tells hits and answerable questions from others well.
    """
    random = Random(seed)  # noqa: S311 no secret
    before, after = [], []
    for at in range(questions):
        kind = "near-domain" if at % 2 else ""
        of_hit = None if kind else random.randrange(3)
        lates = sorted((random.uniform(0.4, 0.8) for _ in range(12)), reverse=True)
        plain = tuple(candidate(row, late, hit=row == of_hit) for row, late in enumerate(lates))
        read = tuple(
            candidate(held.row, held.late, random.gauss(2.5 if held.hit else -1.5, 1), hit=held.hit)
            if row < 10
            else held
            for row, held in enumerate(plain)
        )
        before.append(asked(f"{name}-{at}", plain, kind=kind))
        after.append(asked(f"{name}-{at}", read, kind=kind))
    texts = {row: text(row) for row in range(12)}
    both = [
        Pass(encoder=encoder, generation=encoder[::-1], texts=texts, asked=tuple(held))
        for encoder, held in (("published", before), ("shipped", after))
    ]
    return Dump(name=name, questions="0" * 64, searching="", lost=0, before=both[0], after=both[1])


def dump_of(*held: Asked) -> Dump:
    """Return a handbook of just these questions, the same in both passes."""
    rows = {one.row for asked in held for one in asked.candidates}
    both = Pass(
        encoder="e", generation="g", texts={row: text(row) for row in rows}, asked=tuple(held)
    )
    return Dump(name="made up", questions="0" * 64, searching="", lost=0, before=both, after=both)


def pages_of(generation: Generation) -> Callable[[str], PageText]:
    """Return the text of a page by its path, as the passages hold it."""
    return index_pages(generation.passages).__getitem__
