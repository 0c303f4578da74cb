"""What changed between two generations: their passages, and what judged questions make of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.evaluation.missing_quotes import missing_quotes
from assistant.evaluation.outcomes import outcomes
from assistant.evaluation.question_changes import Check, Checked, checked
from assistant.evaluation.question_file import JudgedQuestion
from index_builder.index.changes import Change, ChangeKind, compare_passages
from index_builder.index.errors import IndexMissing
from index_builder.index.generation import Generation, open_generation
from index_builder.index.layout import existing_generations, generation_named

Track = Callable[[Sequence[JudgedQuestion]], Iterable[JudgedQuestion]]
"""Yields the questions one by one, so that a progress bar can follow them."""

# In the order in which they are told: what readers may trip over first.
KINDS: tuple[ChangeKind, ...] = ("edited", "removed", "added", "moved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All that differs between two generations."""

    before: str  # the generations' names
    after: str
    changes: tuple[Change, ...]  # unchanged passages among them
    check: Check | None  # of judged questions, where there are any

    @property
    def counts(self) -> Counter[ChangeKind]:
        """How many passages of each kind there are."""
        return Counter(change.kind for change in self.changes)

    def of_kind(self, kind: ChangeKind) -> list[Change]:
        """Return the changes of a kind, in order."""
        return [change for change in self.changes if change.kind == kind]

    @property
    def on_edited_words(self) -> list[Checked]:
        """The questions that are answered as before, from a passage whose words were edited."""
        edited = {change.before for change in self.of_kind("edited")}
        return [
            question
            for question in (self.check.checked if self.check else ())
            if question.change == "same"
            and question.now.verdict != "declined"
            and question.before
            and question.before.first in edited
        ]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs: no passage, and no judged question."""
        same = all(
            question.change == "same" for question in (self.check.checked if self.check else ())
        )
        return same and set(self.counts) <= {"unchanged"}


def two_names(index: Path, before: str | None, after: str | None) -> tuple[str, str]:
    """Return the names of the two generations meant: by default the previous and the current one.

    Raises:
        IndexMissing: there is only one, or one that was named does not exist.
        IndexRefused: the pointer is damaged.
    """
    names = existing_generations(index)
    if before is None and len(names) < 2:
        raise IndexMissing(
            f"{index} has one generation, {names[0]}, and none before it to compare with: "
            "edit the content and run `playbook index` again"
        )
    return (
        names[1] if before is None else generation_named(index, names, before),
        names[0] if after is None else generation_named(index, names, after),
    )


def difference(
    index: Path,
    names: tuple[str, str],
    questions: Sequence[JudgedQuestion],
    file: str,
    *,
    track: Track = iter,
) -> Difference:
    """Compare two published generations; `file` is what the questions' file is called.

    `track` follows the questions as they are asked of each.

    Raises:
        IndexRefused: one of them is damaged or of another format version.
    """
    before, after = (open_generation(index, name) for name in names)
    if before.encoder == after.encoder:
        before = replace(before, encoder=after.encoder)  # one copy of its weights is enough
    return Difference(
        before=before.name,
        after=after.name,
        changes=tuple(compare_passages(before.passages, after.passages)),
        check=_check(before, after, questions, file, track) if questions else None,
    )


def _check(
    before: Generation,
    after: Generation,
    questions: Sequence[JudgedQuestion],
    file: str,
    track: Track,
) -> Check:
    then, now = (outcomes(side, track(questions)) for side in (before, after))
    return Check(
        name=file,
        generation=after.name,
        baseline=before.name,
        checked=checked(questions, now, then),
        missing=missing_quotes(questions, after.passages, before.passages),
    )
