"""Judged questions together with the index that they are asked of, and the answers it gives."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import ask, vocabulary
from assistant.answering.retrieval import METHODS, Method, retrieve
from assistant.asking.rewriting import reword
from assistant.asking.typed_text import clean
from assistant.evaluation.abstention import AskedQuestion
from assistant.evaluation.judging import By, judge
from assistant.evaluation.page_text import PageText
from assistant.evaluation.question_file import JudgedQuestion
from assistant.evaluation.rows import EvaluationError
from assistant.evaluation.scoring import Judged
from index_builder.index.generation import Generation
from index_builder.index.passage import Passage

DEPTH = 100  # documents in a ranking: more than any measure but RR needs, so misses show a rank


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
    documents: tuple[str, ...]  # at place i, the judged document that row i of the index is part of
    askings: tuple[Asking, ...]
    judged: Mapping[str, tuple[Judged, ...]]  # way of judging -> the answerable questions
    notes: tuple[str, ...]  # what a reader of the figures must know

    @property
    def answerable(self) -> tuple[Asking, ...]:
        """The questions that have an answer, in the order of their judgements."""
        return tuple(asking for asking in self.askings if asking.answerable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What one method gives for one question."""

    documents: tuple[str, ...]  # best first, each at the rank of its best passage
    first: Passage


def collect(
    name: str,
    questions: Sequence[JudgedQuestion],
    generation: Generation,
    pages: Mapping[str, PageText],
    bys: Sequence[By],
) -> Collection:
    """Judge an index's passages for questions about its pages; each passage counts as a document.

    Raises:
        EvaluationError: the index has none of the pages that the questions name.
    """
    passages = generation.passages
    paths = {gold.path for question in questions for gold in question.gold}
    if paths and paths.isdisjoint(passage.path for passage in passages):
        raise EvaluationError(
            f"{name}: the index has none of the pages that its gold names ({min(paths)}, …): is "
            "it the index of the playbook that these questions are about?"
        )
    judged: dict[str, tuple[Judged, ...]] = {
        by: judge(questions, passages, pages, by) for by in bys
    }
    return Collection(
        name=name,
        generation=generation,
        documents=tuple(str(row) for row in range(len(passages))),
        askings=tuple(
            Asking(
                id=question.id,
                text=question.text,
                type=question.type,
                answerable=question.answerable,
            )
            for question in questions
        ),
        judged=judged,
        notes=tuple(note for by in bys for note in _unsatisfied(judged[by], by)),
    )


def _unsatisfied(judged: Sequence[Judged], by: By) -> list[str]:
    lacking = [question.id for question in judged if not all(question.groups)]
    if not lacking:
        return []
    names = ", ".join(lacking)
    return [f"by {by}, no passage satisfies a gold group of {names}: counted as missed"]


def rankings(collection: Collection, method: Method) -> dict[str, Ranking]:
    """Return the ranking of every answerable question, by its id.

    Only the present method, the first of METHODS, puts a question into the playbook's words.
    """
    # DEPTH times this many passages are of at least DEPTH different documents.
    most = max(Counter(collection.documents).values())
    return {
        asking.id: _ranking(collection, asking.text, method, DEPTH * most)
        for asking in collection.answerable
    }


def _ranking(collection: Collection, question: str, method: Method, top: int) -> Ranking:
    # The present method is measured as `ask` uses it; the others are only compared with it.
    if method == METHODS[0]:
        question = reword(clean(question), vocabulary(collection.generation)).text
    hits = retrieve(collection.generation, question, top, method)
    documents = dict.fromkeys(collection.documents[hit.row] for hit in hits)
    return Ranking(documents=tuple(documents)[:DEPTH], first=hits[0].passage)


def ask_all(collection: Collection, judged: Sequence[Judged]) -> list[AskedQuestion]:
    """Ask every question as a person would; `judged` says which first citations are right."""
    answering = {question.id: frozenset[str]().union(*question.groups) for question in judged}
    asked = []
    for asking in collection.askings:
        answer = ask(collection.generation, asking.text)
        first = [collection.documents[hit.row] for hit in answer.citations[:1]]
        asked.append(
            AskedQuestion(
                id=asking.id,
                type=asking.type,
                answerable=asking.answerable,
                confidence=answer.confidence.probability if answer.confidence else float("-inf"),
                answered=answer.answered,
                right=any(document in answering.get(asking.id, ()) for document in first),
            )
        )
    return asked
