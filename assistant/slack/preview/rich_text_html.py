"""Rich text -> HTML as Slack lays it out; every word escaped."""

from collections.abc import Callable, Mapping
from html import escape

from assistant.slack.views.block_kit.message import Block

_STYLES = {"bold": "b", "italic": "i", "strike": "s", "code": "code"}
_BULLETS = ("disc", "circle", "square")
_NUMBERS = ("decimal", "lower-alpha", "lower-roman")


def rich_text_html(block: Block) -> str:
    """Return a rich text block's elements."""
    return "".join(_PARTS[element["type"]](element) for element in block["elements"])


def _inline(parent: Block) -> str:
    return "".join(map(_element, parent["elements"]))


def _element(element: Block) -> str:
    words = _WORDS.get(element["type"], _mention)(element)
    for name, tag in _STYLES.items():
        if element.get("style", {}).get(name):
            words = f"<{tag}>{words}</{tag}>"
    return words


def _text(element: Block) -> str:
    return escape(element["text"]).replace("\n", "<br>")


def _link(element: Block) -> str:
    return link_html(element["url"], element.get("text") or element["url"])


def link_html(url: str, words: str) -> str:
    """Return a link; or only its words if a page must not open such an address."""
    if not url.startswith(("https://", "http://")):
        return escape(words)
    return f'<a href="{escape(url)}">{escape(words)}</a>'


def _mention(element: Block) -> str:
    sign = "#" if element["type"] == "channel" else "@"
    who = next((str(element[key]) for key in element if key.endswith("_id")), element["type"])
    return f'<span class="mention">{sign}{escape(who)}</span>'


def _section(element: Block) -> str:
    return f'<div class="line">{_inline(element)}</div>'


def _quote(element: Block) -> str:
    return f'<blockquote class="bar">{_inline(element)}</blockquote>'


def _preformatted(element: Block) -> str:
    words = "".join(escape(str(part.get("text", ""))) for part in element["elements"])
    return f'<div class="{_bar(element)}"><pre>{words}</pre></div>'


def _list(element: Block) -> str:
    indent = int(element.get("indent", 0))
    ordered = element["style"] == "ordered"
    tag, signs = ("ol", _NUMBERS) if ordered else ("ul", _BULLETS)
    start = f' start="{int(element.get("offset", 0)) + 1}"' if ordered else ""
    items = "".join(f"<li>{_inline(item)}</li>" for item in element["elements"])
    look = f"margin-left:{1.6 * indent:g}em;list-style-type:{signs[indent % 3]}"
    return f'<div class="{_bar(element)}"><{tag}{start} style="{look}">{items}</{tag}></div>'


def _bar(element: Block) -> str:
    return "bar" if element.get("border") else "free"


_WORDS: Mapping[str, Callable[[Block], str]] = {"text": _text, "link": _link}
_PARTS: Mapping[str, Callable[[Block], str]] = {
    "rich_text_section": _section,
    "rich_text_quote": _quote,
    "rich_text_preformatted": _preformatted,
    "rich_text_list": _list,
}
