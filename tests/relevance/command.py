"""The command: `python -m tests.relevance`. What is heavy loads when there is work for it."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from assistant.answering.retrieval import METHODS, Method
from index_builder.index.errors import PlaybookError

if TYPE_CHECKING:
    from assistant.evaluation.judged_index import Collection

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument(
    "questions", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.argument("content", required=False, type=_FOLDER)
@click.option("--bench", type=_FOLDER, help="Score a folder in BEIR's form instead.")
@click.option(
    "--index",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the index is kept for the next run.  [default: a folder of its own under "
    ".playbook/relevance]",
)
@click.option(
    "--method",
    type=click.Choice([*METHODS, "all"]),
    default="all",
    show_default=True,
    help="How passages are retrieved.",
)
@click.option(
    "--by",
    type=click.Choice(["section", "quote", "both"]),
    default="both",
    show_default=True,
    help="What makes a hit right: it is of a gold section, or holds half of a gold quote.",
)
@click.option("--by-question", is_flag=True, help="Show every question; --json always has them.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def relevance(
    questions: Path | None,
    content: Path | None,
    bench: Path | None,
    index: Path | None,
    method: Method | Literal["all"],
    by: Literal["section", "quote", "both"],
    by_question: bool,
    as_json: bool,
) -> None:
    """Score retrieval and abstention on judged questions.

    QUESTIONS is a file of judged questions (JSON Lines), CONTENT the Markdown folder they were
    judged on. With --bench, a folder with corpus.jsonl, queries.jsonl and qrels.tsv takes the
    place of both, and documents are what is judged.
    """
    try:
        collection = _collection(questions, content, bench, index, by)
        _print(collection, METHODS if method == "all" else (method,), by_question, as_json)
    except PlaybookError as error:
        raise click.ClickException(str(error)) from error


def _collection(
    questions: Path | None,
    content: Path | None,
    bench: Path | None,
    index: Path | None,
    by: Literal["section", "quote", "both"],
) -> "Collection":
    from assistant.evaluation.judging import BYS

    from .bench import bench_collection
    from .content import content_collection

    if bench is not None:
        if questions is not None or by != "both":
            raise click.UsageError("--bench judges by itself: leave out QUESTIONS and --by")
        return bench_collection(bench, index)
    if questions is None or content is None:
        raise click.UsageError("name QUESTIONS and CONTENT, or a folder with --bench")
    bys = BYS if by == "both" else (by,)
    return content_collection(questions, content, index, bys, _say)


def _print(
    collection: "Collection", methods: tuple[Method, ...], by_question: bool, as_json: bool
) -> None:
    from assistant.evaluation.measures import measure
    from assistant.evaluation.report_json import report_json
    from assistant.evaluation.report_text import report_lines

    report = measure(collection, methods)
    if as_json:
        click.echo(report_json(collection, report))
        return
    for line in report_lines(collection, report, by_question=by_question):
        click.echo(line)


def _say(text: str) -> None:
    click.echo(f"relevance: {text}", err=True)
