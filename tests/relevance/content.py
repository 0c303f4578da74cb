"""A content folder and a file of questions about it -> a collection."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from index_builder.builder import BuildOptions, build
from index_builder.generation import open_current
from index_builder.passage import Passage

from .collection import Asking, Collection
from .judging import By, PageText, groups_of
from .question_file import Question, read_gold_pages, read_questions
from .scoring import Judged

KEPT_IN = Path(".playbook") / "relevance"  # indexes made here, out of the way of the real one


def content_collection(
    questions_file: Path,
    content: Path,
    index: Path,
    bys: Sequence[By],
    say: Callable[[str], None],
) -> Collection:
    """Index the content (only what has changed), and judge its passages.

    Raises:
        RelevanceError: the questions can't be read, or are not about this content.
        PlaybookError: the content can't be indexed.
    """
    questions = read_questions(questions_file)
    pages = read_gold_pages(questions, content)
    for failure in build(BuildOptions(content=content, index=index)).failures:
        say(f"left out: {failure}")
    generation = open_current(index)
    passages = generation.passages
    judged = {by: judge(questions, passages, pages, by) for by in bys}
    return Collection(
        name=f"{questions_file.name} on {content}",
        generation=generation,
        documents=tuple(str(row) for row in range(len(passages))),
        askings=tuple(
            Asking(id=held.id, text=held.text, type=held.type, answerable=held.answerable)
            for held in questions
        ),
        judged=judged,
        notes=tuple(note for by in bys for note in _unsatisfied(judged[by], by)),
    )


def judge(
    questions: Sequence[Question],
    passages: Sequence[Passage],
    pages: Mapping[str, PageText],
    by: By,
) -> tuple[Judged, ...]:
    """Return for each answerable question the passages that answer it."""
    return tuple(
        Judged(id=held.id, groups=groups_of(held.gold, passages, pages, by))
        for held in questions
        if held.answerable
    )


def _unsatisfied(judged: Sequence[Judged], by: By) -> list[str]:
    lacking = [held.id for held in judged if not all(held.groups)]
    if not lacking:
        return []
    return [f"by {by}, no passage satisfies a gold group of {', '.join(lacking)}: counted as missed"]


def own_index(source: Path) -> Path:
    """Return the folder in which the index of a source is kept between runs.

    All of them share one exported encoder, which takes ten seconds and 90 MB to make.
    """
    place = source.resolve()
    mark = hashlib.sha256(str(place).encode()).hexdigest()[:8]
    index = KEPT_IN / f"{place.name}-{mark}"
    share_encoders(index, KEPT_IN / "encoders")
    return index


def share_encoders(index: Path, encoders: Path) -> None:
    """Let an index keep its exported encoder in a folder that others use too."""
    encoders.mkdir(parents=True, exist_ok=True)
    index.mkdir(parents=True, exist_ok=True)
    link = index / "encoders"
    if not link.exists():
        link.unlink(missing_ok=True)
        link.symlink_to(encoders.resolve(), target_is_directory=True)
