"""The server as a process: it starts, says where it is, follows the index, and ends quietly."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.hosting.following import Serving
from assistant.hosting.web_server import WebServer
from assistant.serving.app import make_app
from assistant.serving.site import site_of
from index_builder.index.live_server import announced


def run(index: Path, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; `ready` is called with the address once it is served.

    Raises:
        IndexMissing: nothing has been published.
        IndexRefused: none of the published generations is sound.
        PortTaken: the port can't be listened on.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with served(index, host, port) as address:
        ready(address)
        stop.wait()


@contextmanager
def served(index: Path, host: str, port: int) -> Iterator[str]:
    """Serve an index within the context, and give the address; see `run` for what it raises."""
    with Serving(index, changed=lambda _old, _new: None, prepare=site_of) as serving:
        server = WebServer(make_app(lambda: serving.generation, host), host, port)
        server.start()
        try:
            with announced(index, server.address):
                yield server.address
        finally:
            server.stop()
