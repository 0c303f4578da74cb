"""`playbook preview`: what the bot would post, without a workspace."""

import json
import os
from pathlib import Path

import click

from index_builder.index.command_line import index_option, say
from index_builder.index.errors import PlaybookError
from index_builder.index.printable import printable_json

# The kinds of kinds.py, which is not imported here: it would slow the help text down.
OF_QUESTION = ("reply", "more", "person")
KINDS = (*OF_QUESTION, "home", "feedback", "help", "error")


class PreviewNotWritten(PlaybookError):
    """Raised when the HTML page can't be written."""


@click.command()
@click.argument("question", required=False)
@index_option
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="reply",
    show_default=True,
    help="Which message or view.",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it here too, as a page that looks like Slack.",
)
@click.option(
    "--questions",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Judged questions, from which App Home takes its examples (--kind home).",
)
def preview(
    question: str | None, index: Path, kind: str, html: Path | None, questions: Path | None
) -> None:
    """Print what the bot would post for QUESTION, as Block Kit JSON.

    QUESTION "-" is read from standard input; the kinds home, feedback, help and error need none.
    Exit status: 0 printed, 1 error, 2 wrong usage.
    """
    if kind in OF_QUESTION and question is None:
        raise click.UsageError(f"--kind {kind} needs a QUESTION")
    if kind not in OF_QUESTION and question is not None:
        raise click.UsageError(f"--kind {kind} takes no QUESTION")
    if questions and kind != "home":
        raise click.UsageError("--questions is for --kind home")
    from assistant.answer import ask
    from assistant.evaluation.question_file import read_questions
    from assistant.slack.preview import kinds
    from assistant.slack.preview.page_html import page_html
    from assistant.wiring import open_or_build

    if question is not None:
        generation = open_or_build(index, say)
        made = kinds.OF_QUESTION[kind](generation, ask(generation, _typed(question)))
    elif kind in kinds.OF_INDEX:
        judged = read_questions(questions) if questions else ()
        made = kinds.OF_INDEX[kind](open_or_build(index, say), judged)
    else:
        made = kinds.FIXED[kind]()
    click.echo(printable_json(json.dumps(made.payload, ensure_ascii=False, indent=2)))
    if html:
        _write(html, page_html(f"Preview: {kind}", made.html))
        say(f"wrote {html}: open it in a browser")


def _typed(question: str) -> str:
    if question != "-":
        return os.fsencode(question).decode("utf-8", "replace")
    with click.open_file("-", encoding="utf-8-sig", errors="replace") as stream:
        return str(stream.read()).strip()


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8", errors="replace")
    except OSError as error:
        raise PreviewNotWritten(
            f"{path} can't be written: {error.strerror}; name a file in a folder that exists"
        ) from error
