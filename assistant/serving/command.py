"""`playbook serve`: the pages and a box to ask in, in a browser."""

from importlib.util import find_spec
from pathlib import Path

import click

from index_builder.index.command_line import index_option, say
from index_builder.index.errors import PlaybookError

PORT = 8899
_NEEDED = ("starlette", "uvicorn")


class NotInstalled(PlaybookError):
    """Raised when the packages that serving needs are missing."""


@click.command(short_help="Serve the pages, and a box to ask in, to a browser.")
@index_option
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; others than the machine's own are open to the network.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="The port to listen on; 0: any that is free.",
)
def serve(index: Path, host: str, port: int) -> None:
    """Serve the playbook's pages to a browser, with a box to ask in, until Ctrl-C.

    The pages are those of the index: after an edit run `playbook index`, and the pages follow.

    Exit status: 0 stopped when told to, 1 error, 2 wrong usage.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise NotInstalled(
            f"{' and '.join(missing)} not found, which `playbook serve` needs: "
            "pip install 'playbook-assistant[serve]'"
        )
    from assistant.serving.process import run
    from assistant.wiring import build_if_missing

    build_if_missing(index, say)
    run(index, host, port, lambda address: click.echo(f"{address}/  (Ctrl-C ends it)"))
