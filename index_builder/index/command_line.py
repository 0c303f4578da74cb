"""What the commands of both packages share: the --index option, messages, a progress bar."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from index_builder.index.playbook_file import CONTENT, INDEX, read_build_settings
from index_builder.index.printable import printable

HELP = {"help_option_names": ["-h", "--help"]}  # context settings of a command

T = TypeVar("T")

index_option = click.option(
    "--index",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: read_build_settings().index or INDEX,
    show_default="as in playbook.toml, else .playbook",
    help="The index folder.",
)


def content_folder(given: Path | None) -> Path:
    """Return the content folder given, else the one that playbook.toml names, else `content`."""
    return given or read_build_settings().content or CONTENT


def say(message: str) -> None:
    """Print a message on standard error, beside the command's own output."""
    click.echo(f"playbook: {printable(message)}", err=True)


def with_progress(items: Sequence[T], title: str) -> Iterable[T]:
    """Return the items, with a progress bar on standard error if that is a terminal."""
    if not items or not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, title, console=Console(stderr=True), transient=True)
