"""Whole requests to a real server, and what a browser makes of the answers."""

import http.client
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode, urlsplit

from rendering.shown_html import ShownHtml, shown

from index_builder.index.generation import Generation
from index_builder.index.served_address import served_path


@dataclass(frozen=True)
class Reply:
    """An answer of the server."""

    status: int
    headers: dict[str, str]  # names in lower case
    body: str

    @cached_property
    def page(self) -> ShownHtml:
        """What a browser makes of it."""
        return shown(self.body)

    @property
    def words(self) -> str:
        """The visible words, blanks folded; those of the style sheet are not visible."""
        head, _, body = self.body.partition("</head>")
        return " ".join(shown(body or head).text.split())


@dataclass(frozen=True)
class Client:
    """Sends requests to one server, as they are: nothing is normalised."""

    address: str

    def get(self, path: str, *, host: str | None = None, method: str = "GET") -> Reply:
        """Return the answer to one request."""
        split = urlsplit(self.address)
        connection = http.client.HTTPConnection(split.hostname or "", split.port, timeout=60)
        headers = {} if host is None else {"Host": host}
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, named, body)

    def ask(self, question: str) -> Reply:
        """Return the answer to a question."""
        return self.get(f"/ask?{urlencode({'q': question})}")


def path_of(generation: Generation, file: str) -> str:
    """Return the path at which a file of the content is served."""
    url = next(passage.url for passage in generation.passages if passage.path == file)
    return served_path(url)
