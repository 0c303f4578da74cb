"""Where handbooks and their questions lie, and how each is made ready to be indexed."""

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.question_file import Gold, JudgedQuestion
from assistant.evaluation.rows import EvaluationError, Row, read_rows

from ..own_index import KEPT_IN

# Markdown under another name, which the index would pass over: pages of Nunjucks, Quarto, ERB ….
OTHER_NAMES = {".njk", ".qmd", ".mdx", ".erb", ".rst", ".Rmd", ".html", ".mdoc"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A handbook and the file of questions about it."""

    name: str
    questions: Path
    pages: Path


def handbooks(data: Path, names: Sequence[str]) -> list[Source]:
    """Return the handbooks of DATA (`questions/NAME.jsonl` over `corpora/NAME`), named or all.

    Raises:
        EvaluationError: one that is named is not there.
    """
    known = sorted(held.stem for held in (data / "questions").glob("*.jsonl"))
    if unknown := sorted(set(names) - set(known)):
        raise EvaluationError(f"{data / 'questions'}: no {unknown[0]}.jsonl; there are {known}")
    return [
        Source(
            name=name, questions=data / "questions" / f"{name}.jsonl", pages=data / "corpora" / name
        )
        for name in names or known
    ]


def judged(pairs: Sequence[Path]) -> list[Source]:
    """Return the sources of pairs QUESTIONS CONTENT; `_questions.jsonl` is named by its folder.

    Raises:
        EvaluationError: a file of questions has no content after it.
    """
    if len(pairs) % 2:
        raise EvaluationError(f"{pairs[-1]}: no folder after it: QUESTIONS and CONTENT in turn")
    return [
        Source(
            name=questions.resolve().parent.name if questions.stem[0] == "_" else questions.stem,
            questions=questions,
            pages=pages,
        )
        for questions, pages in zip(pairs[::2], pairs[1::2], strict=True)
    ]


def prepared(source: Source) -> Path:
    """Return the folder to index: the pages' own, or a copy in which every page is an .md file."""
    files = [held for held in sorted(source.pages.rglob("*")) if held.is_file()]
    if not any(held.suffix in OTHER_NAMES for held in files):
        return source.pages
    mark = hashlib.sha256(str(source.pages.resolve()).encode()).hexdigest()[:8]
    target = KEPT_IN / "pages" / f"{source.name}-{mark}"
    for file in files:
        to = target / file.relative_to(source.pages)
        to = to.with_name(f"{to.name}.md") if file.suffix in OTHER_NAMES else to
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, to)
    return target


def read_judged(path: Path, pages: Path) -> list[JudgedQuestion]:
    """Read questions; only `id, question, answerable, type` and gold's `path, quotes` are used.

    Raises:
        EvaluationError: a row is malformed.
    """
    return [
        JudgedQuestion(
            id=row.text("id"),
            text=row.text("question"),
            answerable=row.flag("answerable"),
            type=row.text("type"),
            gold=tuple(_gold(held, pages) for held in row.rows("gold")),
        )
        for row in read_rows(path)
    ]


def _gold(row: Row, pages: Path) -> Gold:
    path = row.text("path")
    return Gold(
        place=row.place,
        path=path if (pages / path).is_file() else f"{path}.md",
        heading_path=(),
        anchor="",
        group=row.number("group"),
        quotes=row.texts("quotes"),
    )
