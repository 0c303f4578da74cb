"""Which sentences of a passage answer: chosen by place in the source, never rewritten."""

import math
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import numpy as np

from assistant.answering.choosing import MOST_NAMED, NO_NAMES, chosen, with_conditions
from assistant.answering.confidence import token_weights
from assistant.answering.footnotes import carries, places_in
from assistant.answering.lists import parts_of
from assistant.answering.named_parts import named_parts
from assistant.answering.retrieval import Hit
from assistant.english.defining import defined, defining
from assistant.english.wholes import asks_for_whole
from index_builder.index.embedding import QueryEmbedding
from index_builder.index.exported_reader import Reading
from index_builder.index.generation import Generation
from index_builder.index.passage import Passage, Sentence

# How much late interaction's scores count beside the reader's masses: a sentence's mass is
# multiplied by exp(LATE_WEIGHT × (its score - the best)). Measured on six handbooks that the reader
# was not trained on (DECISIONS.md, "The reader marks").
LATE_WEIGHT = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The sentences of a passage that answer, in order, and the run around the best of them."""

    sentences: tuple[Sentence, ...]
    run: tuple[Sentence, ...]  # the best one with its marked neighbours: what a link highlights

    def within(self, passage: Passage) -> "Marks":
        """Return those that stand in a passage; without any, a link highlights all of it."""
        here = tuple(held for held in self.sentences if _is_within(held.span, passage))
        run = tuple(held for held in self.run if _is_within(held.span, passage))
        return Marks(sentences=here, run=run or here[:1] or passage.sentences)


NOTHING = Marks(sentences=(), run=())


def _is_within(span: tuple[int, int], passage: Passage) -> bool:
    return passage.span[0] <= span[0] and span[1] <= passage.span[1]


def mark(
    generation: Generation,
    asked: QueryEmbedding,
    question: str,
    hit: Hit,
    beside: Sequence[Passage] = (),
) -> Marks:
    """Return which sentences of a passage answer the question, and the labels above them.

    `beside` are the passages of its page that it runs on in: what was cut in two is marked as one.
    """
    notes = [passage for passage in beside if carries(hit.passage, passage)]
    scores = sentence_scores(generation, asked, question, hit, notes)
    if not scores:
        return NOTHING
    run = sorted([hit.passage, *beside], key=lambda passage: passage.span)
    sentences = [sentence for passage in run for sentence in passage.sentences]
    parts = parts_of(sentences)
    before = sum(len(passage.sentences) for passage in run[: run.index(hit.passage)])
    here = range(before, before + len(hit.passage.sentences))
    named = named_parts(question, parts)
    if named.beside.issuperset(here):
        if 0 < len(named.exact) <= MOST_NAMED:  # no neighbour's rule is marked in its place
            elsewhere = with_labels(run, sentences, with_conditions(parts, named.exact))
            return Marks(sentences=elsewhere, run=hit.passage.sentences)
        named = NO_NAMES  # what is named has no scores: it is in a neighbour
    read = [held.span for passage in (hit.passage, *notes) for held in passage.sentences]
    known = dict(zip(read, scores, strict=True))
    worth = [known.get(sentence.span, -math.inf) for sentence in sentences]
    said = {before + at for at in definitions(question, hit.passage)}
    marked = (
        with_conditions(parts, said)
        if said
        else chosen(
            parts, worth, was_read=was_read(hit), whole=asks_for_whole(question), named=named
        )
    )
    shown = said or marked.intersection(here)
    if not marked:
        return NOTHING
    if not shown:  # a footnote that the heading cites answers
        return Marks(sentences=with_labels(run, sentences, marked), run=hit.passage.sentences)
    best = max(shown, key=lambda at: worth[at] if at not in named.beside else -math.inf)
    return Marks(
        sentences=with_labels(run, sentences, marked),
        run=tuple(sentences[at] for at in _around(best, marked) if at in here),
    )


def _around(best: int, marked: Set[int]) -> range:
    """Return the run of marked places that `best` is in."""
    first = last = best
    while first - 1 in marked:
        first -= 1
    while last + 1 in marked:
        last += 1
    return range(first, last + 1)


def definitions(question: str, passage: Passage) -> set[int]:
    """Return the sentences that say what something is, if that is what was asked."""
    return {at for names in defined(question) for at in definitions_of(names, passage)}


def defines(things: Sequence[Sequence[str]], passage: Passage) -> int:
    """Return how many of some things, each with its names, a passage defines."""
    return sum(bool(definitions_of(names, passage)) for names in things)


def definitions_of(names: Sequence[str], passage: Passage) -> set[int]:
    """Return the places of a passage's sentences that say what a thing is, by its names."""
    texts = [held.text for held in passage.sentences]
    heading = passage.headings[-1] if passage.headings else passage.page_title
    return {at for at in defining(names, texts, heading) if at < len(texts)}


def was_read(hit: Hit) -> bool:
    """Whether a reader said where in the passage the answer is; a cross-encoder doesn't."""
    return hit.reading is not None and len(hit.reading.tokens) > 0


def with_labels(
    passages: Sequence[Passage], sentences: Sequence[Sentence], marked: Iterable[int]
) -> tuple[Sentence, ...]:
    """Return the marked sentences and those of their labels that the passages have, in order."""
    found = {sentences[at].span: sentences[at] for at in marked}
    for label in [label for sentence in found.values() for label in sentence.labels]:
        if any(_holds(span, label.span) for span in found):
            continue  # bold words that a marked sentence begins with
        inside = {held.span: held for held in sentences if _holds(label.span, held.span)}
        if not inside and any(_is_within(label.span, passage) for passage in passages):
            inside = {label.span: Sentence(span=label.span, text=label.text)}
        found.update(inside)
    return tuple(found[span] for span in sorted(found))


def _holds(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span[0] <= other[0] and other[1] <= span[1]


def sentence_scores(
    generation: Generation,
    asked: QueryEmbedding,
    question: str,
    hit: Hit,
    notes: Sequence[Passage] = (),
) -> list[float]:
    """Return how well each sentence of a passage answers the question; [] if unknown.

    Late interaction's scores, joined with the reader's masses if the passage was read. The
    sentences of the footnotes that it carries come after its own.
    """
    places = [sentence.tokens for sentence in hit.passage.sentences]
    for note in notes:
        places += places_in(generation.encoder, hit.passage, note)
    late = likenesses(generation, asked, question, hit.row, places)
    masses = sentence_masses(places, hit.reading) if hit.reading else []
    return joined(late, masses)


def joined(late: Sequence[float], masses: Sequence[float]) -> list[float]:
    """Return late interaction's scores joined with the reader's masses; 0 to 1 if there are both.

    If either list is empty, the other is returned as it is.
    """
    if not late or not masses:
        return list(late or masses)
    best = max(late)
    return [
        mass * math.exp(LATE_WEIGHT * (score - best))
        for mass, score in zip(masses, late, strict=True)
    ]


def likenesses(
    generation: Generation,
    asked: QueryEmbedding,
    question: str,
    row: int,
    places: Sequence[tuple[int, int]] | None = None,
) -> list[float]:
    """Return how well each sentence of a passage matches the question, token by token.

    This is late interaction's MaxSim over the sentence's tokens, whose vectors come from the whole
    passage, with rare words of the question counting more. `places` are tokens of the passage, if
    not its sentences are meant.
    """
    if not asked.spans:
        return []
    weights = np.array(token_weights(generation.lexical, question, asked.spans))
    weights = weights / weights.sum() if weights.any() else np.full(len(weights), 1 / len(weights))
    cosines = asked.tokens @ generation.tokens.row(row).T
    if places is None:
        places = [sentence.tokens for sentence in generation.passages[row].sentences]
    return [
        float(cosines[:, slice(*place)].max(axis=1, initial=-1.0) @ weights) for place in places
    ]


def sentence_masses(places: Sequence[tuple[int, int]], reading: Reading) -> list[float]:
    """Return how much of the reader's probability mass is in each of some places of a passage.

    The softmax is over all the passage's tokens, so the masses sum to at most 1. They are [] for a
    cross-encoder, which points at no token.
    """
    if not len(reading.tokens):
        return []
    weights = np.exp(reading.tokens - reading.tokens.max())
    weights = weights / weights.sum()
    return [float(weights[slice(*place)].sum()) for place in places]
