"""`playbook check`: judged questions as tests of the content, for editors and CI."""

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.evaluation.options import QUESTIONS
from index_builder.index.command_line import HELP, index_option
from index_builder.index.printable import printable

if TYPE_CHECKING:
    from assistant.evaluation.question_changes import Check
    from index_builder.index.generation import Generation

WORSE = 3  # exit status if the content got worse
NONE = "none"


@click.command(context_settings=HELP, short_help="Show what an edit did to judged questions.")
@click.argument("questions", type=QUESTIONS)
@index_option
@click.option(
    "--baseline",
    metavar="GENERATION",
    help="The generation to compare with, by the first digits of its name, or none.  [default: "
    "the previous one]",
)
@click.option(
    "--strict", is_flag=True, help="Exit with 3 if any question fails, even one that failed before."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check(questions: Path, index: Path, baseline: str | None, strict: bool, as_json: bool) -> None:
    """Show what the last edit of the content did to the judged questions in the file QUESTIONS.

    An answerable question should be answered, with a gold passage as its first citation; any other
    should be declined. The current generation of the index is compared with the previous one, so
    run it after `playbook index`. Without a previous one it only reports.

    Exit status: 0 nothing got worse, 1 error, 2 wrong usage, 3 something got worse (with --strict:
    or fails).
    """
    from assistant.evaluation.check_json import check_json
    from assistant.evaluation.check_text import check_lines

    result = _checked(questions, index, baseline)
    if as_json:
        click.echo(check_json(result))
    else:
        for line in check_lines(result, failing=strict or result.baseline is None):
            click.echo(printable(line))
    sys.exit(WORSE if result.worse or (strict and result.failing) else 0)


def _checked(path: Path, index: Path, baseline: str | None) -> "Check":
    from assistant.evaluation.missing_quotes import missing_quotes
    from assistant.evaluation.outcomes import outcomes
    from assistant.evaluation.question_changes import Check, checked
    from assistant.evaluation.question_file import read_questions
    from index_builder.index.generation import open_current

    questions = read_questions(path)
    now = open_current(index)
    before = _earlier(index, now, baseline)
    return Check(
        name=path.name,
        generation=now.name,
        baseline=before.name if before else None,
        checked=checked(
            questions, outcomes(now, questions), outcomes(before, questions) if before else None
        ),
        missing=missing_quotes(questions, now.passages, before.passages if before else None),
    )


def _earlier(index: Path, now: "Generation", wanted: str | None) -> "Generation | None":
    """Open the generation to compare with; None if there is none or none is wanted.

    Raises:
        EvaluationError: there is no earlier generation.
        IndexMissing: no earlier generation starts with `wanted`, or several do.
        IndexRefused: it is damaged or of another format version.
    """
    from assistant.evaluation.rows import EvaluationError
    from index_builder.index.generation import open_generation
    from index_builder.index.layout import generation_named, published_names

    earlier = [name for name in published_names(index) if name != now.name]
    if wanted == NONE or (wanted is None and not earlier):
        return None
    if not earlier:
        raise EvaluationError(f"{index} has no earlier generation: leave out --baseline")
    name = earlier[0] if wanted is None else generation_named(index, earlier, wanted)
    before = open_generation(index, name)
    if before.encoder.fingerprint == now.encoder.fingerprint:
        # One copy of the encoder's weights in memory is enough.
        before = dataclasses.replace(before, encoder=now.encoder)
    return before
