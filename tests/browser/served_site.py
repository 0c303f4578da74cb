"""A folder of pages served on 127.0.0.1 below a base path, with one style sheet put into each."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

# All is invisible but what the browser itself highlights for a text directive. The highlight hides
# its own letters, so that any pixel inside a word tells whether that word is in it.
STYLE = b"""<style>
*, *::before, *::after {
  color: transparent !important; background: none !important; border-color: transparent !important;
  transition: none !important; scroll-behavior: auto !important;
}
html { background: #fff !important; }
img, svg { visibility: hidden; }
::target-text { color: #f0f !important; background: #f0f !important; }
</style>
"""


class _Handler(SimpleHTTPRequestHandler):
    """Serves `root` below `base`; a folder is its index.html."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, root: Path, base: str, **kwargs: object) -> None:
        self.root, self.base = root, base
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = (self.root / path.removeprefix(self.base).lstrip("/")).resolve()
        file = file / "index.html" if file.is_dir() else file
        inside = path.startswith(self.base) and file.is_relative_to(self.root)
        if not inside or not file.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        page = file.suffix == ".html"
        body = file.read_bytes() + (STYLE if page else b"")
        self.send_response(HTTPStatus.OK)
        kind = "text/html; charset=utf-8" if page else self.guess_type(file.as_posix())
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store" if page else "max-age=3600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Keep quiet: the browser asks for icons that no site here has."""


@contextmanager
def served(root: Path, base: str = "") -> Iterator[str]:
    """Yield the origin, "http://127.0.0.1:PORT", at which the folder's pages are found."""
    handler = partial(_Handler, root=root.resolve(), base=base)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
