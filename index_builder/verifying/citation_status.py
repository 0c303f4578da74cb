"""Does a citation that somebody was shown still hold? Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from index_builder.index.changes import (
    Change,
    ChangeKind,
    WordRun,
    compare_passages,
    passage_differences,
    word_differences,
)
from index_builder.index.passage import Passage
from index_builder.verifying.citation_reference import ByLink, CitationReference

# From best to worst; of several passages, the worst counts.
Verdict = Literal["stands", "moved", "edited", "removed", "unknown"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_OF_KINDS: dict[ChangeKind, Verdict] = {
    "unchanged": "stands",
    "moved": "moved",
    "edited": "edited",
    "removed": "removed",
}
# How similar, out of 100, a passage has to be to a link's words to count as those words, edited.
ALIKE = 70.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPassages:
    """The passages of a generation, with its name, or of the content itself, without a name."""

    generation: str | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageStatus:
    """One passage that was shown; `before` is None if only a link's words are known."""

    verdict: Verdict
    before: Passage | None
    after: Passage | None
    differences: tuple[WordRun, ...]  # of the words, if they were edited


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationStatus:
    """What became of a citation."""

    verdict: Verdict
    shown_by: (
        str | None
    )  # the generation that has it; None: the content has it, or only the link's words are known
    pieces: tuple[PassageStatus, ...]


def citation_status(
    cited: CitationReference, kept: Sequence[KnownPassages], present: Sequence[Passage]
) -> CitationStatus:
    """Return what became of a citation; `kept` is what may have been shown, oldest first.

    The oldest that has it is taken as what was shown: later ones may already be edited.
    """
    for passages_then in kept:
        shown = {id(passage) for passage in cited.among(passages_then.passages)}
        if shown:
            changes = compare_passages(passages_then.passages, present)
            pieces = [_piece(change) for change in changes if id(change.before) in shown]
            return _standing(passages_then.generation, pieces)
    if isinstance(cited, ByLink) and cited.directives:
        known = [
            passage
            for passages_then in kept
            for passage in cited.section_among(passages_then.passages)
        ]
        return _standing(None, [_by_words(cited, present, section_is_known=bool(known))])
    return _standing(None, [])


def _standing(generation: str | None, pieces: Sequence[PassageStatus]) -> CitationStatus:
    verdicts: list[Verdict] = [piece.verdict for piece in pieces] or ["unknown"]
    worst = max(verdicts, key=VERDICTS.index)
    return CitationStatus(verdict=worst, shown_by=generation, pieces=tuple(pieces))


def _piece(change: Change) -> PassageStatus:
    before, after = change.before, change.after
    differences: Iterable[WordRun] = ()
    if change.kind == "edited" and before and after:
        differences = passage_differences(before, after)
    return PassageStatus(
        verdict=_OF_KINDS[change.kind], before=before, after=after, differences=tuple(differences)
    )


def _by_words(
    cited: ByLink, present: Sequence[Passage], *, section_is_known: bool
) -> PassageStatus:
    """Judge a link by its words, if no known passage has them at its address."""
    for passage in present:
        if all(directive.is_in(passage.text) for directive in cited.directives):
            return PassageStatus(verdict="moved", before=None, after=passage, differences=())
    terms = [
        term for directive in cited.directives for term in (directive.start, directive.end) if term
    ]
    likest = max(
        (_likeness(terms, passage) for passage in cited.section_among(present) or present),
        key=lambda likeness: likeness.score,
        default=None,
    )
    if likest and likest.score >= ALIKE:
        return PassageStatus(
            verdict="edited", before=None, after=likest.passage, differences=_differences(likest)
        )
    verdict: Verdict = "removed" if section_is_known else "unknown"
    return PassageStatus(verdict=verdict, before=None, after=None, differences=())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Likeness:
    """A passage's similarity to a link's words, 0 to 100; each term with the words most like it."""

    passage: Passage
    score: float
    terms: tuple[tuple[str, str], ...]


def _likeness(terms: Sequence[str], passage: Passage) -> _Likeness:
    from rapidfuzz.fuzz import partial_ratio_alignment

    total, pairs = 0.0, []
    for term in terms:
        alignment = partial_ratio_alignment(term, passage.text)
        score, start, stop = (
            (alignment.score, alignment.dest_start, alignment.dest_end) if alignment else (0, 0, 0)
        )
        total += score * len(term)
        pairs.append((term, _whole_words(passage.text, start, stop)))
    return _Likeness(passage=passage, score=total / sum(map(len, terms)), terms=tuple(pairs))


def _whole_words(text: str, start: int, stop: int) -> str:
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while stop < len(text) and text[stop].isalnum():
        stop += 1
    return text[start:stop]


def _differences(likeness: _Likeness) -> tuple[WordRun, ...]:
    """Return how each term differs, with an ellipsis for the words that the link leaves out."""
    runs: list[WordRun] = []
    for term, likest in likeness.terms:
        runs += [WordRun("same", "…")] if runs else []
        runs += word_differences(term, likest)
    return tuple(runs)
