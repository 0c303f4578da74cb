"""An HTTP server beside the main thread: uvicorn, with a port that is known to be ours."""

import errno
import logging
import socket
import threading

import uvicorn
from starlette.types import ASGIApp

from index_builder.index.errors import PlaybookError

_OF_THE_PORT = (errno.EADDRINUSE, errno.EACCES)  # what another port would help against
_STOPPING = 10  # seconds for requests in progress to finish

_log = logging.getLogger(__name__)


class PortTaken(PlaybookError):
    """Raised when the port can't be listened on."""


class WebServer:
    """uvicorn in a thread of its own; signals stay with the main thread."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        """Take the port.

        Raises:
            PortTaken: it is in use, or not ours to take.
        """
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            self._socket = socket.create_server((host, port), family=family, backlog=512)
        except OSError as error:
            other = "--port" if error.errno in _OF_THE_PORT else "--host"
            raise PortTaken(
                f"port {port} of {host}: {error.strerror}; choose another with {other}"
            ) from error
        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="off", ws="none",
            timeout_graceful_shutdown=_STOPPING, server_header=False,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        sockets = [self._socket]
        self._thread = threading.Thread(
            target=lambda: self._server.run(sockets=sockets), name="web", daemon=True
        )

    @property
    def address(self) -> str:
        """The address it listens on."""
        host, port = self._socket.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def start(self) -> None:
        """Start serving."""
        self._thread.start()
        _log.info("listening on %s", self.address)

    def stop(self) -> None:
        """Take no more requests, and finish those in progress."""
        self._server.should_exit = True
        self._thread.join()
