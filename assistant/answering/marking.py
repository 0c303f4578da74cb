"""Which sentences of a passage answer: chosen by place in the source, never rewritten."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

import numpy as np

from assistant.answering.confidence import token_weights
from assistant.answering.retrieval import Hit
from assistant.english.closed_words import content_words, leans_back, qualifies
from assistant.english.defining import defined, defining
from assistant.english.statements import CONDITIONS
from index_builder.index.embedding import QueryEmbedding
from index_builder.index.exported_reader import Reading
from index_builder.index.generation import Generation
from index_builder.index.lexical import terms
from index_builder.index.passage import Passage, Sentence

# A sentence is marked beside the best one if its score is at least this share of the best. On
# judged questions, nine of ten marked passages then have a judged quote in their marks, and one and
# a half sentences are marked on average (DECISIONS.md, "What is marked").
NEARLY = 0.9
# The same share where the reader's masses are joined with late interaction's scores, and how much
# the latter count: a sentence's mass is multiplied by exp(LATE_WEIGHT × (its score - the best)).
# Measured on six handbooks that the reader was not trained on (DECISIONS.md, "The reader marks").
NEARLY_READ, LATE_WEIGHT = 0.7, 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The sentences of a passage that answer, in order, and the run around the best of them."""

    sentences: tuple[Sentence, ...]
    run: tuple[Sentence, ...]  # the best one with its marked neighbours: what a link highlights


_ITEM = re.compile(r"(?:- |\d{1,9}\. )")  # as plain text writes a list item's marker

NOTHING = Marks(sentences=(), run=())


def mark(generation: Generation, asked: QueryEmbedding, question: str, hit: Hit) -> Marks:
    """Return which sentences of a passage answer the question, and the labels above them."""
    passage = hit.passage
    scores = sentence_scores(generation, asked, question, hit)
    if not scores:
        return NOTHING
    texts = [sentence.text for sentence in passage.sentences]
    scores = of_named_rows(question, texts, scores)
    best = int(np.argmax(scores))
    whole = chosen(scores, texts, was_read=was_read(hit))
    if said := definitions(question, passage):
        best = max(said, key=lambda at: scores[at])
        whole = with_conditions(texts, said)
    first = last = best
    while first - 1 in whole:
        first -= 1
    while last + 1 in whole:
        last += 1
    return Marks(
        sentences=with_labels(passage, sorted(whole)),
        run=passage.sentences[first : last + 1],
    )


def definitions(question: str, passage: Passage) -> set[int]:
    """Return the sentences that say what something is, if that is what was asked."""
    return {at for names in defined(question) for at in _definition(names, passage)}


def defines(things: Sequence[Sequence[str]], passage: Passage) -> int:
    """Return how many of some things, each with its names, a passage defines."""
    return sum(bool(_definition(names, passage)) for names in things)


def _definition(names: Sequence[str], passage: Passage) -> set[int]:
    texts = [held.text for held in passage.sentences]
    heading = passage.headings[-1] if passage.headings else passage.page_title
    return {at for at in defining(names, texts, heading) if at < len(texts)}


def was_read(hit: Hit) -> bool:
    """Whether a reader said where in the passage the answer is; a cross-encoder doesn't."""
    return hit.reading is not None and len(hit.reading.tokens) > 0


def with_labels(passage: Passage, chosen: Sequence[int]) -> tuple[Sentence, ...]:
    """Return the chosen sentences and those of their labels that the passage has, in order."""
    found = {passage.sentences[at].span: passage.sentences[at] for at in chosen}
    first, last = passage.span
    for at in chosen:
        for label in passage.sentences[at].labels:
            if first <= label.span[0] and label.span[1] <= last:
                found.setdefault(label.span, Sentence(span=label.span, text=label.text))
    return tuple(found[span] for span in sorted(found))


def whole_lists(texts: Sequence[str], chosen: set[int], best: int) -> set[int]:
    """Return the chosen sentences, changed so that no list or table is half marked.

    If more than half of a list's items or a table's rows were chosen, it answers as a whole and all
    of them are marked. Otherwise they are dropped, except the best sentence; a single one stays.
    """
    settled = set(chosen)
    for start, end in _lists(texts):
        inside = chosen & set(range(start, end))
        if len(inside) < 2:
            continue
        settled -= inside
        if 2 * len(inside) > end - start:
            settled |= set(range(start, end))
        elif best in inside:
            settled.add(best)
    return settled


def of_named_rows(question: str, texts: Sequence[str], scores: Sequence[float]) -> list[float]:
    """Return the scores, 0 for a table's other rows if the question names some of its rows.

    A row is named by words of its first cell that not every row's first cell has: "How are payroll
    files sent?" names the row "Payroll files", however alike "Tax files" looks.
    """
    asked = {term for word in content_words(question) for term in terms(word)}
    settled = list(scores)
    for start, end in _lists(texts):
        if not is_row(texts[start]):
            continue
        said = [asked & set(terms(text.split(" | ")[0])) for text in texts[start:end]]
        everywhere = set.intersection(*said)
        most = max(len(words - everywhere) for words in said)
        for at, words in enumerate(said, start=start):
            if len(words - everywhere) < most:
                settled[at] = 0.0
    return settled


def _lists(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the first place, and the one after the last, of each run of items or of rows."""
    at = 0
    for kind, run in groupby(texts, key=_list_kind):
        length = len(list(run))
        if kind:
            yield at, at + length
        at += length


def _list_kind(text: str) -> str:
    return "item" if is_item(text) else "row" if is_row(text) else ""


def chosen(scores: Sequence[float], texts: Sequence[str], *, was_read: bool) -> set[int]:
    """Return which sentences are marked, by their scores and their words: at least the best one."""
    best = int(np.argmax(scores))
    least = min(scores[best], (NEARLY_READ if was_read else NEARLY) * scores[best])
    near = {at for at, score in enumerate(scores) if score >= least}
    return with_conditions(texts, introduced(texts, whole_lists(texts, near, best)))


def introduced(texts: Sequence[str], chosen: set[int]) -> set[int]:
    """Return the chosen sentences, plus the list after an introduction that was chosen alone.

    An introduction says nothing by itself. A term in a list of definitions brings the sentence
    under it.
    """
    whole = set(chosen)
    ends = {at: end for start, end in _lists(texts) for at in range(start, end)}
    for at in chosen:
        after = min(at + 1, len(texts) - 1)
        hanging = set(range(at + 1, ends.get(after, after + 1)))
        if texts[at].endswith(":") and whole.isdisjoint(hanging):
            whole |= hanging
    return whole


def with_conditions(texts: Sequence[str], chosen: set[int]) -> set[int]:
    """Return the chosen sentences plus those without which they would say something else.

    A sentence that leans on the one before it ("Unless …", "This …") brings that one along; one
    that is qualified by the next ("However, …") brings the next; an item brings the sentence that
    introduces its list; a rule whose conditions are a list brings all of them. Each sentence
    brought along brings others in the same way.
    """
    whole: set[int] = set()
    waiting = set(chosen)
    while waiting:
        at = waiting.pop()
        whole.add(at)
        waiting |= _needed(texts, at) - whole
    return whole


def _needed(texts: Sequence[str], at: int) -> set[int]:
    """Return the sentences that sentence `at` can't be quoted without."""
    before = {at - 1} if at > 0 and leans_back(texts[at]) else set()
    after = {at + 1} if at + 1 < len(texts) and qualifies(texts[at + 1]) else set()
    return before | after | _introduction(texts, at) | _conditions(texts, at)


def _introduction(texts: Sequence[str], at: int) -> set[int]:
    """Return the sentence ending in a colon that introduces the list of item `at`, if any.

    It may be an item itself.
    """
    first = at
    while first > 0 and is_item(texts[first]):
        first -= 1
        if texts[first].endswith(":"):
            return {first}
    return set()


def _conditions(texts: Sequence[str], at: int) -> set[int]:
    """Return the items of the list that gives the conditions of sentence `at`."""
    if not CONDITIONS.search(texts[at]):
        return set()
    return set(takewhile(lambda after: is_item(texts[after]), range(at + 1, len(texts))))


def is_item(text: str) -> bool:
    """Whether a text is a list item, by the marker that plain text gives it."""
    return _ITEM.match(text) is not None


def is_row(text: str) -> bool:
    """Whether a text is a table row, by the bars that plain text puts between its cells."""
    return " | " in text


def sentence_scores(
    generation: Generation, asked: QueryEmbedding, question: str, hit: Hit
) -> list[float]:
    """Return how well each sentence of a passage answers the question; [] if unknown.

    Late interaction's scores, joined with the reader's masses if the passage was read.
    """
    late = likenesses(generation, asked, question, hit.row)
    masses = sentence_masses(generation, hit.row, hit.reading) if hit.reading else []
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
    generation: Generation, asked: QueryEmbedding, question: str, row: int
) -> list[float]:
    """Return how well each sentence of a passage matches the question, token by token.

    This is late interaction's MaxSim over the sentence's tokens, whose vectors come from the whole
    passage, with rare words of the question counting more.
    """
    if not asked.spans:
        return []
    weights = np.array(token_weights(generation.lexical, question, asked.spans))
    weights = weights / weights.sum() if weights.any() else np.full(len(weights), 1 / len(weights))
    cosines = asked.tokens @ generation.tokens.row(row).T
    return [
        float(cosines[:, slice(*sentence.tokens)].max(axis=1, initial=-1.0) @ weights)
        for sentence in generation.passages[row].sentences
    ]


def sentence_masses(generation: Generation, row: int, reading: Reading) -> list[float]:
    """Return how much of the reader's probability mass is in each sentence of passage `row`.

    The softmax is over all the passage's tokens, so the masses sum to at most 1. They are [] for a
    cross-encoder, which points at no token.
    """
    if not len(reading.tokens):
        return []
    weights = np.exp(reading.tokens - reading.tokens.max())
    weights = weights / weights.sum()
    return [
        float(weights[slice(*sentence.tokens)].sum())
        for sentence in generation.passages[row].sentences
    ]
