"""`playbook diff`: what changed between two generations."""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.evaluation.options import QUESTIONS
from index_builder.index.command_line import HELP, index_option, with_progress

if TYPE_CHECKING:
    from assistant.diffing.difference import Difference
    from assistant.evaluation.question_file import JudgedQuestion

FORMATS = ("text", "markdown", "json")
DIFFERENT = 3  # exit status


@click.command(context_settings=HELP, short_help="Show what changed between two generations.")
@click.argument("gen_a", required=False)
@click.argument("gen_b", required=False)
@index_option
@click.option(
    "--questions", type=QUESTIONS, help="Judged questions: show which ones cite something else."
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(FORMATS),
    help="Output format; markdown is for a pull request comment.  [default: text]",
)
@click.option("--json", "as_json", is_flag=True, help="Short for --format json.")
def diff(
    gen_a: str | None,
    gen_b: str | None,
    index: Path,
    questions: Path | None,
    shape: str | None,
    as_json: bool,
) -> None:
    """Show what changed from generation GEN_A to GEN_B, each by the first digits of its name.

    Defaults: the previous and the current generation. Edited passages are shown with the words that
    differ.

    Exit status: 0 no difference, 1 error, 2 wrong usage, 3 something differs.
    """
    if as_json and shape not in (None, "json"):
        raise click.UsageError(f"--json and --format {shape} contradict each other: leave one out.")
    from assistant.diffing.difference import difference, two_names
    from assistant.evaluation.question_file import read_questions

    names = two_names(index, gen_a, gen_b)
    asked = read_questions(questions) if questions else ()
    file = questions.name if questions else ""
    result = difference(index, names, asked, file, track=_track)
    _show(result, "json" if as_json else shape or "text")
    sys.exit(0 if result.is_empty else DIFFERENT)


def _track(questions: Sequence["JudgedQuestion"]) -> Iterable["JudgedQuestion"]:
    return with_progress(questions, "Asking")


def _show(result: "Difference", shape: str) -> None:
    if shape == "json":
        from assistant.diffing.diff_json import difference_json

        click.echo(difference_json(result))
    elif shape == "markdown":
        from assistant.diffing.diff_markdown import difference_markdown

        click.echo(difference_markdown(result), nl=False)
    else:
        from assistant.diffing.diff_text import difference_lines

        coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        for line in difference_lines(result, coloured=coloured):
            click.echo(line)
