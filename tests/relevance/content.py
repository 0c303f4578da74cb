"""A content folder and a file of questions about it -> a collection."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from assistant.evaluation.judged_index import Collection, collect
from assistant.evaluation.judging import By
from assistant.evaluation.page_text import PageText
from assistant.evaluation.question_file import Gold, JudgedQuestion, read_questions
from assistant.evaluation.rows import EvaluationError, read_text
from index_builder.building.builder import BuildOptions, build
from index_builder.index.generation import open_current

from .own_index import own_index


def content_collection(
    questions_file: Path,
    content: Path,
    index: Path | None,
    bys: Sequence[By],
    say: Callable[[str], None],
) -> Collection:
    """Index the content (only what has changed), and judge its passages.

    Without an `index`, the content's index is kept in a folder of its own.

    Raises:
        EvaluationError: the questions can't be read, or are not about this content.
        PlaybookError: the content can't be indexed.
    """
    questions = read_questions(questions_file)
    pages = read_gold_pages(questions, content)
    index = index or own_index(content)
    for failure in build(BuildOptions(content=content, index=index)).failures:
        say(f"left out: {failure}")
    name = f"{questions_file.name} on {content}"
    return collect(name, questions, open_current(index), pages, bys)


def read_gold_pages(questions: Sequence[JudgedQuestion], content: Path) -> Mapping[str, PageText]:
    """Return the text of every page that a gold row names, by path.

    Raises:
        EvaluationError: a gold path is not in the content, or a gold quote not in its file.
    """
    pages: dict[str, PageText] = {}
    for gold in (gold for question in questions for gold in question.gold):
        if gold.path not in pages:
            pages[gold.path] = PageText.of(_page(gold, content))
        for quote in gold.quotes:
            if not pages[gold.path].places(quote):
                raise EvaluationError(
                    f"{gold.place}: the gold quote {quote[:60]!r} is not in {gold.path} "
                    f"of {content}: is that the content the questions were judged on?"
                )
    return pages


def _page(gold: Gold, content: Path) -> str:
    path = content / gold.path
    if not path.is_file():
        raise EvaluationError(
            f"{gold.place}: the gold path {gold.path} is not in {content}: "
            "is that the content the questions were judged on?"
        )
    return read_text(path)
