"""Read headings' ids from built HTML."""

from html.parser import HTMLParser

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
BEGIN, END = "page-content-begins", "page-content-ends"  # comments a template puts around content


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HEADINGS:
            self.ids.append(dict(attrs).get("id") or "")


def heading_ids(html: str) -> list[str]:
    """Return the `id` of each heading in order, "" for a heading without one."""
    parser = _Ids()
    parser.feed(html)
    parser.close()
    return parser.ids


def content(html: str) -> str:
    """Cut a built page down to what stands between the two marking comments."""
    return html.partition(f"<!--{BEGIN}-->")[2].partition(f"<!--{END}-->")[0]
