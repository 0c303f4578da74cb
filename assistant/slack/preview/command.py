"""`playbook preview`: what the bot would post, without a workspace."""

import json
import os
from pathlib import Path

import click

from index_builder.index.command_line import CONTENT, index_option, say
from index_builder.index.errors import PlaybookError
from index_builder.index.printable import printable_json

# As kinds.py has them, which loads more than a page of help should.
KINDS = ("reply", "more", "person", "feedback", "home", "help", "error")


class PreviewNotWritten(PlaybookError):
    """Raised when the HTML page can't be written."""


@click.command()
@click.argument("question")
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
def preview(question: str, index: Path, kind: str, html: Path | None) -> None:
    """Print what the bot would post for QUESTION, as Block Kit JSON.

    With "-" the question is read from standard input. Exit status: 0 printed, 1 error, 2 wrong
    usage.
    """
    from assistant.answer import ask
    from assistant.slack.preview.kinds import MAKERS
    from assistant.slack.preview.page_html import page_html
    from assistant.wiring import open_or_build

    generation = open_or_build(index, CONTENT, say)
    asked = (
        _standard_input() if question == "-" else os.fsencode(question).decode("utf-8", "replace")
    )
    made = MAKERS[kind](generation, ask(generation, asked))
    click.echo(printable_json(json.dumps(made.payload, ensure_ascii=False, indent=2)))
    if html:
        _write(html, page_html(f"Preview: {kind}", made.html))
        say(f"wrote {html}: open it in a browser")


def _standard_input() -> str:
    with click.open_file("-", encoding="utf-8-sig", errors="replace") as stream:
        return str(stream.read()).strip()


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8", errors="replace")
    except OSError as error:
        raise PreviewNotWritten(
            f"{path} can't be written: {error.strerror}; name a file in a folder that exists"
        ) from error
