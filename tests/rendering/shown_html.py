"""HTML as a browser reads it: its tags, what it may load or run, its text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from splitting.cutting import count_words, page_of

from assistant.serving.markup import html_of
from index_builder.generators.headings.anchor_style import AnchorRuleName
from index_builder.generators.registry import BY_ANCHOR_RULE
from index_builder.index.rendered_page import RenderedPage
from index_builder.rendering.page_renderer import render_page
from index_builder.splitting.splitter import parsed_page, split_document

VOID = frozenset(("br", "hr", "input", "wbr", "meta", "link", "img"))
# All that a page's own HTML may consist of, and all the attributes that it may have.
TAGS = frozenset(
    """
    a abbr b blockquote br caption cite code dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i input
    ins kbd li mark ol p pre q s samp section small span strong sub sup table tbody td tfoot th
    thead tr u ul var wbr
    """.split()
)
ATTRIBUTES = frozenset(
    """
    aria-label aria-level checked class colspan disabled href id role rowspan scope tabindex type
    value
    """.split()
)


@dataclass
class ShownHtml(HTMLParser):
    """What a browser makes of HTML."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"an instruction: {data}")

    @property
    def text(self) -> str:
        """The words, as they stand."""
        return "".join(self.texts)

    @property
    def links(self) -> list[str]:
        """Where links lead."""
        return [attributes["href"] for tag, attributes in self.tags if "href" in attributes]

    def unsafe(self) -> Iterator[str]:
        """Yield whatever a page's own HTML must not have."""
        yield from self.faults
        yield from (f"<{tag}> is never closed" for tag in self.open)
        for tag, attributes in self.tags:
            if tag not in TAGS:
                yield f"<{tag}>"
            yield from (f"{tag} {name}" for name in attributes if name not in ATTRIBUTES)


def shown(html: str) -> ShownHtml:
    """Return what a browser makes of HTML."""
    found = ShownHtml()
    found.feed(html)
    found.close()
    return found


def render(
    source: str, *, rule: AnchorRuleName = "kramdown", path: str = "page.md", window: int = 256
) -> RenderedPage:
    """Return a page rendered, with the places of its passages."""
    document = parsed_page(page_of(source, path), BY_ANCHOR_RULE[rule].anchors())
    passages = split_document(document, count_words, window).passages
    return render_page(document, passages)


def html_from(source: str, *, rule: AnchorRuleName = "kramdown", path: str = "page.md") -> str:
    """Return a page's HTML; links lead where they are written to."""
    return html_of(render(source, rule=rule, path=path).parts, lambda target: target)
