"""Judged questions together with the index that they are asked of, and what it gives them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import ask
from assistant.retrieval import Method, retrieve
from index_builder.generation import Generation
from index_builder.passage import Passage

from .abstention import Asked
from .scoring import Judged

DEPTH = 100  # documents of a ranking: deeper than any measure but RR, so that misses show a rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question as it is asked."""

    id: str
    text: str
    type: str
    answerable: bool


@dataclass(frozen=True, kw_only=True)
class Collection:
    """An index, questions for it and their judgements."""

    name: str
    generation: Generation
    documents: tuple[str, ...]  # row i of the index is a passage of the judged document i
    askings: tuple[Asking, ...]
    judged: Mapping[str, tuple[Judged, ...]]  # each way of judging -> the answerable questions
    notes: tuple[str, ...]  # what a reader of the figures must know

    @property
    def answerable(self) -> tuple[Asking, ...]:
        """The questions that have an answer, in the order of their judgements."""
        return tuple(held for held in self.askings if held.answerable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What one method gives for one question."""

    documents: tuple[str, ...]  # best first, none twice: a document stands where its best passage does
    first: Passage


def rankings(collection: Collection, method: Method) -> dict[str, Ranking]:
    """Return the ranking of every answerable question, by its id."""
    # This many passages hold DEPTH documents at least, however many passages each has.
    most = max(map(collection.documents.count, set(collection.documents)))
    return {
        asking.id: _ranking(collection, asking.text, method, DEPTH * most)
        for asking in collection.answerable
    }


def _ranking(collection: Collection, question: str, method: Method, top: int) -> Ranking:
    hits = retrieve(collection.generation, question, top, method)
    documents = dict.fromkeys(collection.documents[hit.row] for hit in hits)
    return Ranking(documents=tuple(documents)[:DEPTH], first=hits[0].passage)


def ask_all(collection: Collection, judged: Sequence[Judged]) -> list[Asked]:
    """Ask every question as a person would; `judged` says which first citations are right."""
    answering = {held.id: frozenset().union(*held.groups) for held in judged}
    rows = {held.id: row for row, held in enumerate(collection.generation.passages)}
    asked = []
    for asking in collection.askings:
        answer = ask(collection.generation, asking.text)
        first = [collection.documents[rows[hit.passage.id]] for hit in answer.citations[:1]]
        asked.append(
            Asked(
                id=asking.id,
                type=asking.type,
                answerable=asking.answerable,
                confidence=answer.confidence.score if answer.confidence else float("-inf"),
                answered=answer.answered,
                right=any(document in answering.get(asking.id, ()) for document in first),
            )
        )
    return asked
