"""A page as its readers see it, worked out independently: Markdown -> HTML -> text."""

import re
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_ATTRIBUTES = re.compile(r"\{:?[ ]*[#.:][^{}\n]*\}")  # kramdown's
_CITED = re.compile(r"\[\^[^\]\s]+\](?!:)")  # marks of footnotes
_STATEMENTS = re.compile(r"<%(?![%=]).*?%>|\{%[^{}]*%\}", re.DOTALL)  # that write nothing
_INDENTED_TAG = re.compile(
    r"^[ ]+(?=</?(?:ul|li))", re.MULTILINE
)  # would be code without a statement above
_RENDER = MarkdownIt("commonmark").enable("table").use(deflist_plugin)


class _Text(HTMLParser):
    """Collects text and alternative texts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[tuple[str, str]] = []  # words, address

    def handle_data(self, data: str) -> None:
        self.found.append(data)
        if self.links:
            words, address = self.links[-1]
            self.links[-1] = (words + data, address)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(("", dict(attrs).get("href") or ""))
        for value in [value for name, value in attrs if tag == "img" and name == "alt" and value]:
            self.handle_data(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.links.append(("", ""))


def seen_by_readers(page: str) -> str:
    """Return the text of a Markdown page."""
    return "".join(_read(page).found)


def links_of_readers(page: str) -> list[tuple[str, str]]:
    """Return words and address of each link of a Markdown page."""
    return [link for link in _read(page).links if link[1]]


def _read(page: str) -> _Text:
    text = _FRONT_MATTER.sub("", page.replace("\r\n", "\n"))
    reader = _Text()
    text = _CITED.sub("", text)
    text = _INDENTED_TAG.sub("", _STATEMENTS.sub("", _ATTRIBUTES.sub("", text)))
    reader.feed(_RENDER.render(text))
    reader.close()
    return reader
