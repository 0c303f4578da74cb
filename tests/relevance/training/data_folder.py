"""The folder that a training is made from, and what of it is kept apart.

    DATA/corpora/NAME/           a handbook's pages; `.snapshot` names its repository
    DATA/questions/NAME.jsonl    judged questions about it
    DATA/mined/                  pages of public repositories, and questions found in them

Handbooks that are held out say afterwards what a training is worth, so nothing of them may be
learnt: neither their questions, nor their pages, nor what was mined from their repositories.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.rows import read_text
from index_builder.index.errors import PlaybookError

HELD_OUT = (
    "derisking-guide",
    "nhs-service-manual",
    "rivergrove-city-code",
    "scvo-charity-guide",
    "team-compass",
    "turing-safe-haven",
)
# Handbooks that judged questions elsewhere are about: none is learnt from, even if DATA holds it.
JUDGED_ELSEWHERE = frozenset({"ctopendata/data-sharing-playbook", "alphagov/gds-way"})

_REPOSITORY = re.compile(r"^repository:\s*(?:https://github\.com/)?(\S+)", re.MULTILINE)


class TrainingError(PlaybookError):
    """Raised when a training can't start or go on; it says what was found, wanted, what next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFolder:
    """Where the data of a training lie, and which of them are learnt from."""

    folder: Path
    trained: tuple[str, ...]  # corpora, in the order of their names
    banned: frozenset[str]  # repositories of which nothing is learnt, in lower case

    @property
    def mined(self) -> Path:
        """The folder of mined pages and questions."""
        return self.folder / "mined"

    def corpus(self, name: str) -> Path:
        """Return the folder of a handbook's pages."""
        return self.folder / "corpora" / name

    def questions(self, name: str) -> Path:
        """Return the file of the questions about a handbook."""
        return self.folder / "questions" / f"{name}.jsonl"


def open_data(folder: Path, held_out: Sequence[str] = HELD_OUT) -> DataFolder:
    """Look into DATA and decide what is learnt from.

    Raises:
        TrainingError: something of it is missing, or nothing is left to learn from.
    """
    for part in ("corpora", "questions", "mined"):
        if not (folder / part).is_dir():
            raise TrainingError(
                f"{folder} has no folder {part}/; name one with corpora/, questions/ and mined/"
            )
    names = sorted(held.name for held in (folder / "corpora").iterdir() if held.is_dir())
    if unknown := sorted(set(held_out) - set(names)):
        raise TrainingError(
            f"{', '.join(unknown)} is to be held out and is not in {folder / 'corpora'}, which has "
            f"{', '.join(names) or 'nothing'}; name with --held-out what is there"
        )
    repositories = {name: _repository(folder / "corpora" / name) for name in names}
    banned = JUDGED_ELSEWHERE | {repositories[name] for name in held_out}
    trained = tuple(name for name in names if repositories[name] not in banned)
    if not trained:
        raise TrainingError(
            f"all {len(names)} handbooks in {folder / 'corpora'} are held out and none is left to "
            "learn from; hold out fewer with --held-out"
        )
    data = DataFolder(folder=folder, trained=trained, banned=banned)
    for name in trained:
        if not data.questions(name).is_file():
            raise TrainingError(
                f"{data.questions(name)} is missing: the questions about corpora/{name}; "
                "add them, or take the handbook away"
            )
    return data


def _repository(corpus: Path) -> str:
    """Return the repository that a handbook is from, "owner/name" in lower case."""
    file = corpus / ".snapshot"
    found = _REPOSITORY.search(read_text(file)) if file.is_file() else None
    if not found:
        raise TrainingError(
            f"{file} names no repository; write 'repository: OWNER/NAME' into it, "
            "so that nothing mined from there is learnt where the handbook is held out"
        )
    return found[1].lower()
