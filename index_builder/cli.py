"""`playbook index`: content in, index out, and a report of what became of every line."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index_builder.anchors.style import RULES, Rule
from index_builder.model_folder import DEFAULT_ENCODER
from index_builder.passage import LeftOut
from index_builder.printable import printable, printable_json

if TYPE_CHECKING:
    from index_builder.builder import BuildOptions, BuildReport


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


def report_json(report: "BuildReport") -> str:
    """Return the report as one JSON object."""
    held = json.dumps(
        {
            "generation": report.generation,
            "pages": report.pages,
            "passages": report.passages,
            "embedded": report.embedded,
            "longest_tokens": report.longest,
            "window_tokens": report.window,
            "left_out": [
                {"path": held.path, "lines": list(held.lines), "reason": held.reason}
                for held in report.left_out
            ],
            "failures": [
                {"path": held.path, "line": held.line, "reason": held.reason}
                for held in report.failures
            ],
            "seconds": round(report.seconds, 3),
        },
        ensure_ascii=False,
    )
    return printable_json(held)


def report_text(report: "BuildReport") -> str:
    """Return the report for a person: the sums, then each place left out but front matter."""
    sums = (
        f"{report.pages} pages, {report.passages} passages, {report.embedded} embedded, "
        f"longest {report.longest} of {report.window} tokens, {report.seconds:.1f} s\n"
        f"generation {report.generation}"
    )
    counts: Counter[str] = Counter()
    for held in report.left_out:
        counts[held.reason] += held.lines[1] - held.lines[0] + 1
    summary = [f"left out: {reason}, {count} lines" for reason, count in sorted(counts.items())]
    places = [_place(held) for held in report.left_out if held.reason != "front matter"]
    return printable("\n".join([sums, *summary, *places]))


def _place(held: LeftOut) -> str:
    return f"  {held.path}:{held.lines[0]}-{held.lines[1]}: {held.reason}"
