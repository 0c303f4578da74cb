"""The command's messages; what it does is tested part by part beside this file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from .command import training
from .conftest import write_data


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the folder of data that a test may break."""
    return write_data(tmp_path / "data")


def refused(*arguments: str | Path) -> str:
    """Return what the command says when it refuses."""
    done = CliRunner().invoke(training, [str(held) for held in arguments])
    assert done.exit_code == 1, done.output
    return done.stderr


def without_mined(folder: Path) -> None:
    (folder / "mined").rename(folder / "elsewhere")


def without_questions(folder: Path) -> None:
    (folder / "questions" / "shed.jsonl").unlink()


def without_snapshot(folder: Path) -> None:
    (folder / "corpora" / "shed" / ".snapshot").unlink()


@pytest.mark.parametrize(
    ("breaking", "said"),
    [
        (without_mined, "has no folder mined/; name one with corpora/, questions/ and mined/"),
        (without_questions, "shed.jsonl is missing: the questions about corpora/shed; add them"),
        (without_snapshot, ".snapshot names no repository; write 'repository: OWNER/NAME' into it"),
    ],
)
def test_data_that_lack_something_are_refused(
    breaking: Callable[[Path], None], said: str, folder: Path
) -> None:
    """The message names what is missing and what to do."""
    breaking(folder)
    assert said in refused(folder, "--held-out", "orchard")


def test_an_unknown_handbook_can_t_be_held_out(folder: Path) -> None:
    """A misspelt name would let training use a handbook that is to judge the result."""
    message = refused(folder, "--held-out", "orchards")
    assert "orchards is to be held out and is not in" in message
    assert "which has barn, orchard, shed; name with --held-out what is there" in message


def test_something_is_left_to_learn_from(folder: Path) -> None:
    """Holding everything out leaves nothing."""
    every = [held for name in ("barn", "orchard", "shed") for held in ("--held-out", name)]
    assert "all 3 handbooks" in refused(folder, *every)


def test_nothing_is_packed_before_it_is_trained(folder: Path, tmp_path: Path) -> None:
    """The message says which training has to come first."""
    message = refused(
        folder, "--held-out", "orchard", "--only", "pack", "--work", tmp_path, "--threads", "1"
    )
    assert (
        "projection.state is missing: nothing has been trained; train projection first" in message
    )
