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

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "img" and name == "alt" and value]


def seen_by_readers(page: str) -> str:
    """Return the text of a Markdown page."""
    text = _FRONT_MATTER.sub("", page.replace("\r\n", "\n"))
    reader = _Text()
    text = _CITED.sub("", text)
    text = _INDENTED_TAG.sub("", _STATEMENTS.sub("", _ATTRIBUTES.sub("", text)))
    reader.feed(_RENDER.render(text))
    reader.close()
    return "".join(reader.found)
