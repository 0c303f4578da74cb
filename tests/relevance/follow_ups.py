"""Are follow-ups understood? Conversations of a bench, their last question looked up in three ways.

`python -m tests.relevance.follow_ups FOLDER` prints, for groups of conversations, what retrieval
gives for the last turn alone, for the last turn always with the one before in front, and for what
`assistant.asking.thread` makes of it. FOLDER is in BEIR's form; `metadata.history` has a person's
earlier turns. Rankings and measures are those of `tests.relevance`.

- The sha256 of its query's id puts a conversation into the even or the odd half: the rules were
  made on the even half.
- The flag `standalone` of mtrag-pool says no more than that there are no earlier turns, so whether
  a question stands alone is judged by our own reading: `follow_ups.tsv`, for the odd half.
- Conversations in mtrag-pool rarely change their subject. "Changed subject" is made of queries
  without a history (all of them people's questions that stand alone), each put behind the
  conversation of another query.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import click

from assistant.answering.retrieval import retrieve
from assistant.asking.thread import stands_alone, understand
from assistant.asking.typed_text import clean
from assistant.evaluation.judged_index import DEPTH, Collection
from assistant.evaluation.rows import EvaluationError, read_rows, read_text
from assistant.evaluation.scoring import Judged, mean, score
from index_builder.index.errors import PlaybookError

from .bench import _distinct, _read_qrels, bench_collection

LABELS = Path(__file__).with_name("follow_ups.tsv")
MEASURES = ("Success@1", "Success@5", "nDCG@10")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The last question of a conversation, cleaned as the assistant does."""

    id: str
    text: str
    earlier: tuple[str, ...]  # oldest first
    relevant: tuple[str, ...]  # documents; () where nothing answers

    @property
    def odd(self) -> bool:
        """Whether it belongs to the half that was kept aside."""
        return bool(int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """How the decision agrees with a human reader's; the aim is to find the follow-ups."""

    found: int  # follow-ups taken for follow-ups
    missed: int
    false: int  # standalone questions taken for follow-ups
    alone: int  # standalone questions taken as such

    @property
    def accuracy(self) -> float:
        """The share decided as the human reader did."""
        return (self.found + self.alone) / (self.found + self.missed + self.false + self.alone)


SYSTEMS: Mapping[str, Callable[[Turn], str]] = {
    "last turn alone": lambda turn: turn.text,
    "turn before, last turn": lambda turn: " ".join((*turn.earlier[-1:], turn.text)),
    "understood": lambda turn: understand(turn.text, turn.earlier).text,
}


def read_turns(folder: Path) -> tuple[Turn, ...]:
    """Read the queries of a bench with the turns before them.

    Raises:
        EvaluationError: a file is missing or malformed.
    """
    _, same = _distinct(read_rows(folder / "corpus.jsonl"))
    relevant = _read_qrels(folder / "qrels.tsv", same)
    rows = [(row, row.row("metadata")) for row in read_rows(folder / "queries.jsonl")]
    return tuple(
        Turn(
            id=row.text("_id"),
            text=clean(row.text("text")),
            earlier=tuple(map(clean, about.texts("history"))) if "history" in about.fields else (),
            relevant=tuple(relevant.get(row.text("_id"), ())),
        )
        for row, about in rows
    )


def groups(turns: Sequence[Turn]) -> dict[str, list[Turn]]:
    """Return the groups that are scored, by name: answerable questions only."""
    held = [turn for turn in turns if turn.relevant]
    threads = [turn for turn in held if turn.earlier]
    odd = [turn for turn in threads if turn.odd]
    return {
        "all with earlier turns": threads,
        "even half": [turn for turn in threads if not turn.odd],
        "odd half": odd,
        "odd half, taken for follow-ups": [turn for turn in odd if not stands_alone(turn.text)],
        "odd half, taken as standing alone": [turn for turn in odd if stands_alone(turn.text)],
        "changed subject": list(changed_subject(held)),
    }


def changed_subject(turns: Sequence[Turn]) -> Iterator[Turn]:
    """Yield the questions without a history, each behind the conversation next in turn."""
    threads = [turn for turn in turns if turn.earlier]
    for at, turn in enumerate(turn for turn in turns if not turn.earlier):
        if threads:
            yield replace(turn, earlier=threads[at % len(threads)].earlier)


def read_labels(path: Path) -> dict[str, bool]:
    """Return, by query id, whether a human reader found that the question stands alone.

    Raises:
        EvaluationError: a line has no label.
    """
    labels = {}
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if line.startswith("#"):
            continue
        name, _, label = line.partition("\t")
        if label not in ("standalone", "follow-up"):
            raise EvaluationError(
                f"{path}:{number}: {label!r} found, id, tab, standalone or follow-up wanted"
            )
        labels[name] = label == "standalone"
    return labels


def decisions(turns: Sequence[Turn], labels: Mapping[str, bool]) -> Decisions:
    """Compare the decision with the labels, on the turns that have one."""
    pairs = [(stands_alone(turn.text), labels[turn.id]) for turn in turns if turn.id in labels]
    return Decisions(
        found=pairs.count((False, False)),
        missed=pairs.count((True, False)),
        false=pairs.count((False, True)),
        alone=pairs.count((True, True)),
    )


def table(collection: Collection, turns: Sequence[Turn]) -> Iterator[str]:
    """Yield the lines of the table of measures."""
    most = max(map(collection.documents.count, set(collection.documents)))

    @cache
    def ranking(text: str) -> tuple[str, ...]:
        hits = retrieve(collection.generation, text, DEPTH * most)
        return tuple(dict.fromkeys(collection.documents[hit.row] for hit in hits))[:DEPTH]

    yield f"{'':26}" + "".join(f"{name:>11}" for name in MEASURES)
    for name, held in groups(turns).items():
        yield f"{name} ({len(held)})"
        for system, looked_up in SYSTEMS.items() if held else ():
            means = _means(held, {turn.id: ranking(looked_up(turn)) for turn in held})
            yield f"  {system:24}" + "".join(f"{means[measure]:11.3f}" for measure in MEASURES)


def _means(turns: Sequence[Turn], rankings: Mapping[str, Sequence[str]]) -> dict[str, float]:
    judged = [
        Judged(id=turn.id, groups=tuple(frozenset([one]) for one in turn.relevant))
        for turn in turns
    ]
    return mean(score(judged, rankings))


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--index",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the index is kept for the next run.  [default: that of python -m tests.relevance]",
)
@click.option("--decisions-only", is_flag=True, help="Look nothing up: no index is needed.")
def follow_ups(folder: Path, index: Path | None, decisions_only: bool) -> None:
    """Score how follow-ups are understood, on the conversations of FOLDER."""
    try:
        turns = read_turns(folder)
        if not decisions_only:
            for line in table(bench_collection(folder, index), turns):
                click.echo(line)
        found = decisions(turns, read_labels(LABELS))
        click.echo(
            f"against a reader: {found.found} follow-ups found, {found.missed} missed; "
            f"{found.alone} standalone questions left alone, {found.false} not; "
            f"accuracy {found.accuracy:.3f}"
        )
    except PlaybookError as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    follow_ups(prog_name="python -m tests.relevance.follow_ups")
