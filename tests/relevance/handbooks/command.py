"""The command: `python -m tests.relevance.handbooks`. What is heavy loads when there is work."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index_builder.index.errors import PlaybookError

if TYPE_CHECKING:
    from .asked import Dump

_PATH = click.Path(path_type=Path, exists=True)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("data", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("names", nargs=-1)
@click.option(
    "--judged",
    "pairs",
    nargs=2,
    multiple=True,
    type=_PATH,
    metavar="QUESTIONS CONTENT",
    help="Another file of questions and its content; may be given again.",
)
@click.option("--again", is_flag=True, help="Ask everything anew, whatever is kept.")
@click.option("--json", "saved", type=click.Path(path_type=Path), help="Write the figures as JSON.")
@click.option(
    "--plot",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Write coverage.svg and reliability.svg there, with the assistant's own calibration.",
)
def handbooks(
    data: Path,
    names: tuple[str, ...],
    pairs: tuple[tuple[Path, Path], ...],
    again: bool,
    saved: Path | None,
    plot: Path | None,
) -> None:
    """Score the handbooks of DATA, or those of them that are named.

    DATA holds `questions/NAME.jsonl` and `corpora/NAME`. Each is indexed by the published encoder
    and by the shipped one, and asked once; dumps are kept under .playbook/relevance/dumps, for the
    next run and for `python -m tests.relevance.calibration`.
    """
    from .dumping import dump_path, dumped
    from .report import all_scores, lines, report_json, summary
    from .sources import handbooks as found
    from .sources import judged

    try:
        sources = [*found(data, names), *judged([path for pair in pairs for path in pair])]
        _check_names([source.name for source in sources])
        dumps = [dumped(source, _say, again=again) for source in sources]
    except PlaybookError as error:
        raise click.ClickException(str(error)) from error
    scored = all_scores(dumps)
    for held in scored:
        click.echo("\n".join(lines(held)))
    click.echo("\n".join(summary(scored)))
    click.echo("dumps: " + " ".join(str(dump_path(source)) for source in sources))
    if saved:
        saved.write_text(report_json(scored), encoding="utf-8")
    if plot:
        _plot(plot, dumps)


def _check_names(names: Sequence[str]) -> None:
    if twice := [name for name, times in Counter(names).items() if times > 1]:
        raise click.UsageError(f"two handbooks are called {twice[0]}: rename a file of questions")


def _say(text: str) -> None:
    click.echo(f"handbooks: {text}", err=True)


def _plot(folder: Path, dumps: Sequence["Dump"]) -> None:
    from ..calibration.pictures import write
    from .deciding import decided

    write(folder, [held for dump in dumps for held in decided(dump)], f"{len(dumps)} handbooks")
