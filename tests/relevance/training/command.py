"""The command: `python -m tests.relevance.training`. What is heavy loads when there is work."""

import os
from collections.abc import Mapping
from pathlib import Path

import click

from index_builder.index.errors import PlaybookError

from .data_folder import HELD_OUT, DataFolder, open_data
from .part import PARTS, Part

_STEPS = click.IntRange(min=1)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("data", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".playbook") / "training",
    show_default=True,
    help="Where candidates and unfinished trainings are kept for the next run.",
)
@click.option(
    "--held-out",
    multiple=True,
    default=HELD_OUT,
    show_default=True,
    metavar="NAME",
    help="A handbook that nothing is learnt from; once for each.",
)
@click.option("--reader-steps", type=_STEPS, help="Steps of the reader.  [default: 1600]")
@click.option("--projection-steps", type=_STEPS, help="Steps of the projection.  [default: 76]")
@click.option("--seed", type=int, default=0, show_default=True, help="Of all that is chance.")
@click.option("--threads", type=_STEPS, help="Of torch.  [default: as many as there are cores]")
@click.option(
    "--only",
    type=click.Choice(PARTS),
    help="Do one part; a training makes the candidates that are missing.",
)
def training(
    data: Path,
    work: Path,
    held_out: tuple[str, ...],
    reader_steps: int | None,
    projection_steps: int | None,
    seed: int,
    threads: int | None,
    only: Part | None,
) -> None:
    """Train the reader and the projection on DATA; the weights go to index_builder/models/trained.

    DATA holds handbooks (corpora/), judged questions about them (questions/) and pages of public
    documentation (mined/). A run that was stopped, however, goes on where it was: give the same
    command again.
    """
    try:
        opened = open_data(data, held_out)
        steps = {"reader": reader_steps, "projection": projection_steps}
        _train(opened, work, steps, seed, threads, only)
    except PlaybookError as error:
        raise click.ClickException(str(error)) from error


def _train(
    data: DataFolder,
    work: Path,
    steps: Mapping[str, int | None],
    seed: int,
    threads: int | None,
    only: Part | None,
) -> None:
    from .whole import STEPS, Whole

    given = {part: held for part, held in steps.items() if held is not None}
    whole = Whole(
        data=data,
        work=work,
        steps={**STEPS, **given},
        seed=seed,
        threads=threads or os.cpu_count() or 1,
        say=_say,
    )
    for part in (only,) if only else PARTS:
        whole.do(part)


def _say(text: str) -> None:
    click.echo(f"training: {text}", err=True)
