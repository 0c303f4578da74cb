"""Judged questions that may be shown as examples. Pure, but for the answers it asks for."""

from collections import Counter
from collections.abc import Callable, Iterable

from assistant.answer import Answer
from assistant.evaluation.judging import groups_of
from assistant.evaluation.page_text import pages_of
from assistant.evaluation.question_file import JudgedQuestion
from assistant.slack.views.block_kit.message import MOST_BUTTON, units
from assistant.slack.views.block_kit.safe_text import visible
from index_builder.index.generation import Generation

MOST = 5  # questions shown
# Questions tried before we make do with fewer than MOST. On the shipped content 15 are tried to
# find five, in two seconds.
MOST_TRIED = 40

Answers = Callable[[str], Answer]


def judged_samples(
    questions: Iterable[JudgedQuestion], generation: Generation, answers: Answers
) -> tuple[str, ...]:
    """Return judged questions whose answer is sure and begins with a quote that was judged right.

    At most MOST, of as many pages as possible; the same questions and index give the same.
    """
    pages, found = pages_of(generation.passages), Counter[str]()
    chosen: list[str] = []
    waiting = _by_page(questions)
    tried = Counter[str]()
    while waiting and len(chosen) < MOST and tried.total() < MOST_TRIED:
        # Next is a page that no example cites yet and, among those, the least tried.
        page = min(waiting, key=lambda path: (found[path], tried[path]))
        question = waiting[page].pop(0)
        if not waiting[page]:
            del waiting[page]
        tried[page] += 1
        answer, words = answers(question.text), shown_words(question.text)
        first = [citation.passage for citation in answer.citations[:1]]
        right = answer.sure and any(groups_of(question.gold, first, pages, "quote"))
        if right and found[first[0].path] <= found[page]:
            chosen.append(words)
            found[first[0].path] += 1
    return tuple(chosen)


def _by_page(questions: Iterable[JudgedQuestion]) -> dict[str, list[JudgedQuestion]]:
    """Return the questions that have an answer and fit a button, by the page of their answer."""
    pages: dict[str, list[JudgedQuestion]] = {}
    for question in questions:
        if question.answerable and fits(shown_words(question.text)):
            pages.setdefault(question.gold[0].path, []).append(question)
    return pages


def shown_words(question: str) -> str:
    """Return a question as a button shows it: on one line."""
    return " ".join(visible(question).split())


def fits(words: str) -> bool:
    """Return whether words fit a button and, as an example should, read as a question."""
    return words.endswith("?") and units(words) <= MOST_BUTTON
