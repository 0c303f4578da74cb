"""Are questions of difficult kinds answered: misspelt, of two parts, comparing, denying …?

`python -m tests.relevance.kinds` asks the judged questions of kinds.jsonl, whose form is that of
content/_questions.jsonl, and prints four shares for each kind: questions whose first passage
answers; questions with all the passages they need among the first three; questions without an
answer that get a no; and, where the first passage answers, questions whose marks hold the quote.
`--show` prints every wrong one. Rows of one group are alternatives; a question with several groups
has as many passages to find.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from assistant.answer import SHOWN, Answer, ask
from assistant.answering.citation import Citation
from assistant.evaluation.question_file import Gold, JudgedQuestion, read_questions
from index_builder.building.builder import BuildOptions, build
from index_builder.index.generation import Generation, open_current

from .handbooks.marking import COVERED
from .own_index import own_index

CONTENT = Path(__file__).parents[2] / "content"
FILE = Path(__file__).with_name("kinds.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a question got."""

    question: JudgedQuestion
    answer: Answer
    is_first: bool  # the first passage shown answers the question, or one part of it
    in_three: bool  # all the passages it needs are among those that may be shown
    is_marked: bool  # the marks of the first passage hold most of a quote


def judged(generation: Generation, questions: Iterable[JudgedQuestion]) -> list[Judged]:
    """Ask and judge each question."""
    found = []
    for question in questions:
        answer = ask(generation, question.text)
        shown = answer.citations[:SHOWN]
        groups = {gold.group for gold in question.gold}
        here = {gold.group for held in shown for gold in question.gold if _holds(held, gold)}
        first = [gold for held in shown[:1] for gold in question.gold if _holds(held, gold)]
        found.append(
            Judged(
                question=question,
                answer=answer,
                is_first=bool(first),
                in_three=bool(groups) and here == groups,
                is_marked=any(_marks(shown[0], gold) for gold in first),
            )
        )
    return found


def _holds(citation: Citation, gold: Gold) -> bool:
    passage = citation.passage
    return gold.path == passage.path and any(quote in passage.quote for quote in gold.quotes)


def _marks(citation: Citation, gold: Gold) -> bool:
    """Whether the marks cover most of one of the quotes."""
    start, quote = citation.passage.span[0], citation.passage.quote
    for words in gold.quotes:
        at = start + quote.find(words)
        held = sum(
            max(0, min(at + len(words), mark.span[1]) - max(at, mark.span[0]))
            for mark in citation.marks
        )
        if words in quote and held >= COVERED * len(words):
            return True
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Shares of a kind's questions, 0 to 1."""

    first: float
    three: float
    no: float  # of those without an answer
    marks: float  # of those whose first passage answers
    answered: float  # of those with an answer
    sure: float


def shares(rows: Sequence[Judged]) -> Shares:
    """Return the shares of some questions."""
    asked = [row for row in rows if row.question.answerable]
    first = [row for row in asked if row.is_first]
    return Shares(
        first=_share(row.is_first for row in asked),
        three=_share(row.in_three for row in asked),
        no=_share(not row.answer.answered for row in rows if not row.question.answerable),
        marks=_share(row.is_marked for row in first),
        answered=_share(row.answer.answered for row in asked),
        sure=_share(row.answer.sure for row in asked),
    )


def _share(held: Iterable[bool]) -> float:
    every = list(held)
    return sum(every) / len(every) if every else 1.0


def _told(row: Judged) -> str:
    answer = row.answer
    level = "sure" if answer.sure else answer.reason or "may"
    wrong = [
        name
        for name, is_right in (
            ("first", row.is_first),
            ("three", row.in_three),
            ("marks", row.is_marked or not row.is_first),
        )
        if not is_right
    ]
    if not row.question.answerable:
        wrong = ["no"] if answer.answered else []
    lines = [f"{','.join(wrong) or '-':12} {level:16} {row.question.text}  [{answer.searched}]"]
    for held in answer.citations[:SHOWN] if wrong else ():
        marks = " / ".join(mark.text for mark in held.marks)
        lines.append(f"{'':16}{held.passage.path} {held.passage.headings[-1:]}: {marks[:200]}")
    return "\n".join(lines)


@click.command()
@click.option("--show", is_flag=True, help="Print every question, and what is shown if wrong.")
def main(show: bool) -> None:
    """Print the shares of each kind."""
    index = own_index(CONTENT)
    build(BuildOptions(content=CONTENT, index=index))
    rows = judged(open_current(index), read_questions(FILE))
    for row in rows if show else ():
        click.echo(_told(row))
    fields = tuple(Shares.__slots__)
    click.echo(f"{'':14}{'questions':>10}" + "".join(f"{name:>10}" for name in fields))
    for kind in dict.fromkeys(row.question.type for row in rows):
        of_kind = [row for row in rows if row.question.type == kind]
        held = shares(of_kind)
        cells = "".join(f"{getattr(held, name):10.2f}" for name in fields)
        click.echo(f"{kind:14}{len(of_kind):10}{cells}")


if __name__ == "__main__":
    main()
