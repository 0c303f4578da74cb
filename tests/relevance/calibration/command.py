"""The command: `python -m tests.relevance.calibration`. What is heavy loads when there is work."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..handbooks.asked import Dump

_PARTS = ("ranking", "probability", "levels", "reliability", "marks")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--part", "parts", multiple=True, type=click.Choice(_PARTS), help="Print this alone.")
@click.option("--read", type=click.IntRange(1, 10), help="Passages read.  [default: as `ask` does]")
@click.option(
    "--plot",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Write reliability.svg and coverage.svg there, by handbooks left out.",
)
def calibration(
    files: Sequence[Path],
    parts: Sequence[str],
    read: int | None,
    plot: Path | None,
) -> None:
    """Fit the reader's constants to the dumps FILES of handbooks it was not trained on.

    Probability, levels and reliability are those of passages ranked with --read of them read.
    """
    from assistant.answering.rereading import READ

    from . import report

    dumps = [_dump(path) for path in files]
    fits = report.Fits(dumps, READ if read is None else read)
    printed: dict[str, Callable[[], Iterator[str]]] = {
        "ranking": lambda: report.ranking(dumps),
        "probability": fits.probability,
        "levels": fits.levels,
        "reliability": fits.reliability,
        "marks": lambda: report.marks(dumps),
    }
    for part in parts or _PARTS:
        for line in printed[part]():
            click.echo(line)
        click.echo()
    if plot:
        fits.plot(plot)


def _dump(path: Path) -> "Dump":
    from ..handbooks.asked import read_dump

    held = read_dump(path.read_text(encoding="utf-8"))
    if held is None:
        raise click.ClickException(
            f"{path} is of another version: make it anew with `python -m tests.relevance.handbooks`"
        )
    return held
