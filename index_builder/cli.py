"""`playbook index`: content in, index out, and a report of what became of every line."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index_builder.anchors.style import RULES, Rule
from index_builder.model_folder import DEFAULT_ENCODER
from index_builder.printable import printable

if TYPE_CHECKING:
    from index_builder.build_report import BuildReport
    from index_builder.builder import BuildOptions


@click.command()
@click.argument("content", type=click.Path(path_type=Path), default=Path("content"))
@click.option(
    "--index",
    "index_folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".playbook"),
    show_default=True,
    help="Where the index is written.",
)
@click.option("--site-url", help="The site's address, in place of the one in its settings.")
@click.option(
    "--anchors",
    type=click.Choice(RULES),
    help="Whose rule makes the anchors; else the settings in CONTENT tell (none: kramdown).",
)
@click.option(
    "--encoder",
    default=DEFAULT_ENCODER,
    show_default=True,
    help="A sentence-transformers model, by name or path.",
)
@click.option(
    "--reranker",
    help="A sentence-transformers cross-encoder, by name or path, to re-order the best passages "
    "(none: they stay as found).",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
def index(
    content: Path,
    index_folder: Path,
    site_url: str | None,
    anchors: Rule | None,
    encoder: str,
    reranker: str | None,
    as_json: bool,
) -> None:
    """Build the index of the Markdown pages in CONTENT (default: content).

    Exit status: 0 built, 1 error or pages that could not be read (the others are built), 2 wrong
    usage.
    """
    from index_builder.build_report import report_json, report_text
    from index_builder.builder import BuildOptions

    options = BuildOptions(
        content=content,
        index=index_folder,
        site_url=site_url,
        anchors=anchors,
        encoder=encoder,
        reranker=reranker,
    )
    report = build_with_progress(options)
    click.echo(report_json(report) if as_json else report_text(report))
    for failure in report.failures:
        click.echo(f"playbook: {printable(str(failure))}", err=True)
    sys.exit(1 if report.failures else 0)


def build_with_progress(options: "BuildOptions") -> "BuildReport":
    """Build, with a progress bar where standard error is a terminal."""
    from index_builder.builder import build

    return build(options, track=_track, waiting=_waiting)


def _track(texts: Sequence[str]) -> Iterable[str]:
    return _bar(texts) if sys.stderr.isatty() else texts


def _bar(texts: Sequence[str]) -> Iterator[str]:
    from rich.console import Console
    from rich.progress import track

    yield from track(texts, "Embedding passages", console=Console(stderr=True), transient=True)


def _waiting() -> None:
    click.echo("playbook: another build is writing this index; waiting for it", err=True)
