"""Is a contact shown where a page names one for the question's subject, and only there?

`python -m tests.relevance.contacts` asks the questions of tests/answering/contacts.jsonl, all of
which get a no, and prints for each handbook how many contacts are shown, how many of these are
right (one of the places judged), and how many of those judged are found. `--show` prints each.
Handbooks beside the repository are left out where they are absent.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from assistant.answer import ask
from index_builder.building.builder import BuildOptions, build
from index_builder.index.generation import Generation, open_current

from .own_index import own_index

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FILE = ROOT / "tests" / "answering" / "contacts.jsonl"
ELSEWHERE = {"content": ROOT / "content", "ct-dev": SHARED / "playbook" / "2022-10-26"}

Place = tuple[str, str]  # a page's path and the section's heading, "" above the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A question without an answer, whom it should be told to ask, and whom it is told to ask."""

    question: str
    wanted: frozenset[Place]  # alternatives; none for nobody
    shown: Place | None
    words: str

    @property
    def is_right(self) -> bool:
        """Whether the contact shown is one of those judged."""
        return self.shown in self.wanted


def pages_of(handbook: str) -> Path:
    """Return the folder of a handbook's pages, which may be absent."""
    return ELSEWHERE.get(handbook, SHARED / "training" / "corpora" / handbook)


def read_contacts(file: Path = FILE) -> dict[str, dict[str, frozenset[Place]]]:
    """Return by handbook each question's contacts."""
    found: dict[str, dict[str, frozenset[Place]]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        places = frozenset((held["path"], held["heading"]) for held in row["contacts"])
        found.setdefault(row["handbook"], {})[row["question"]] = places
    return found


def told(generation: Generation, questions: dict[str, frozenset[Place]]) -> Iterator[Told]:
    """Yield whom each question is told to ask, with no passage sure enough to answer."""
    for question, wanted in questions.items():
        found = ask(generation, question, at_least=1).contact
        passage = found.passage if found else None
        yield Told(
            question=question,
            wanted=wanted,
            shown=(passage.path, "".join(passage.headings[-1:])) if passage else None,
            words=" ".join(mark.text for mark in found.marks) if found else "",
        )


def _line(name: str, rows: list[Told]) -> str:
    shown, right = sum(row.shown is not None for row in rows), sum(row.is_right for row in rows)
    wanted = sum(bool(row.wanted) for row in rows)
    shares = f"{right / shown if shown else 1:9.2f} {right / wanted if wanted else 1:9.2f}"
    return f"{name:24}{len(rows):9} {shown:9} {wanted:9} {shares}"


@click.command()
@click.argument("handbooks", nargs=-1)
@click.option("--show", is_flag=True, help="Print every question and whom it is told to ask.")
def main(handbooks: tuple[str, ...], show: bool) -> None:
    """Print precision and recall of contacts, of all handbooks or of HANDBOOKS."""
    click.echo(f"{'':24}questions     shown    wanted precision    recall")
    every: list[Told] = []
    for name, questions in read_contacts().items():
        if (handbooks and name not in handbooks) or not pages_of(name).is_dir():
            continue
        build(BuildOptions(content=pages_of(name), index=own_index(pages_of(name))))
        rows = list(told(open_current(own_index(pages_of(name))), questions))
        for row in rows if show else ():
            missed = "missed" if row.wanted else "none"
            mark = missed if row.shown is None else "right" if row.is_right else "wrong"
            click.echo(f"  {mark:7} {row.question} -> {row.words}")
        click.echo(_line(name, rows))
        every += rows
    click.echo(_line("all", every))


if __name__ == "__main__":
    main()
