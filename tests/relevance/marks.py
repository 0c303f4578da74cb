"""Are the words that answer marked, and not much more?

`python -m tests.relevance.marks QUESTIONS CONTENT …` asks each answerable question as people do and
looks at the first passage, if it holds a judged quote (at least half of it). Marks are right if
they cover half of what the passage holds of a quote of each group, and clean if they have at most
twice the characters of the longest quotes. Lists and tables marked in part are counted too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import click

from assistant.answer import ask
from assistant.answering.citation import Citation
from assistant.answering.lists import is_item, is_row
from assistant.evaluation.question_file import JudgedQuestion, read_questions
from assistant.evaluation.rows import read_text
from index_builder.building.builder import BuildOptions, build
from index_builder.index.generation import open_current

from .handbooks.marking import CLEAN, COVERED
from .own_index import own_index

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is thought of the marks in one first passage."""

    right: float  # share of the groups whose quote they cover
    clean: bool
    in_part: bool  # a list or table of which several parts are marked, and not all


def judgements(questions: Path, content: Path) -> tuple[int, list[Judgement]]:
    """Return how many questions are answerable, and what is thought of the marks of those found."""
    index = own_index(content)
    build(BuildOptions(content=content, index=index))
    generation = open_current(index)
    asked = [question for question in read_questions(questions) if question.answerable]
    found = []
    for question in asked:
        first = ask(generation, question.text).citations[:1]
        groups = _groups(question, first[0], content) if first else []
        found += [_judged(first[0], groups)] if groups else []
    return len(asked), found


def _groups(question: JudgedQuestion, first: Citation, content: Path) -> list[list[Span]]:
    """Return, by group, the places of the judged quotes that a passage holds, within it."""
    groups: dict[int, list[Span]] = {}
    for gold in question.gold:
        if gold.path != first.passage.path:
            continue
        page = read_text(content / gold.path)
        for quote in gold.quotes:
            at = page.find(quote)
            start, end = first.passage.span
            here = (max(at, start), min(at + len(quote), end))
            if at >= 0 and here[1] - here[0] >= COVERED * len(quote):
                groups.setdefault(gold.group, []).append(here)
    return list(groups.values())


def _judged(first: Citation, groups: list[list[Span]]) -> Judgement:
    marks = [mark.span for mark in first.marks]
    longest = sum(max(end - start for start, end in group) for group in groups)
    right = [any(_covers(marks, quote) for quote in group) for group in groups]
    return Judgement(
        right=sum(right) / len(right),
        clean=sum(end - start for start, end in marks) <= CLEAN * longest,
        in_part=any(1 < some < whole for some, whole in _lists(first)),
    )


def _covers(marks: list[Span], quote: Span) -> bool:
    covered = (min(end, quote[1]) - max(start, quote[0]) for start, end in marks)
    return sum(max(0, size) for size in covered) >= COVERED * (quote[1] - quote[0])


def _lists(first: Citation) -> Iterator[tuple[int, int]]:
    """Yield, of each list and table, how many parts are marked, and how many there are."""
    marks = {mark.span for mark in first.marks}
    kinds = groupby(first.passage.sentences, key=lambda one: (is_item(one.text), is_row(one.text)))
    for kind, run in kinds:
        parts = list(run)
        if any(kind):
            yield sum(part.span in marks for part in parts), len(parts)


@click.command()
@click.argument("pairs", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def main(pairs: tuple[Path, ...]) -> None:
    """Print what is thought of the marks, for QUESTIONS CONTENT and further such pairs."""
    if len(pairs) % 2:
        raise click.UsageError("each QUESTIONS needs its CONTENT")
    for questions, content in zip(pairs[::2], pairs[1::2], strict=True):
        asked, found = judgements(questions, content)
        count = len(found)
        right = sum(one.right for one in found) / count
        clean = sum(one.clean for one in found) / count
        both = sum(one.right * one.clean for one in found) / count
        in_part = sum(one.in_part for one in found)
        click.echo(
            f"{content.name}: first {count / asked:.3f} of {asked}; marks right {right:.2f}, clean "
            f"{clean:.2f}, both {both:.2f}; lists marked in part {in_part}"
        )


if __name__ == "__main__":
    main()
