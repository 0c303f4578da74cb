"""Rich text -> HTML as Slack lays it out; every word escaped."""

from collections.abc import Callable, Mapping
from html import escape

from assistant.slack.views.block_kit.message import Block

_STYLES = {"bold": "b", "italic": "i", "strike": "s", "code": "code"}
_BULLETS = ("disc", "circle", "square")
_NUMBERS = ("decimal", "lower-alpha", "lower-roman")


def rich_text_html(block: Block) -> str:
    """Return a rich text block's elements."""
    return "".join(_PARTS[held["type"]](held) for held in block["elements"])


def _inline(holder: Block) -> str:
    return "".join(map(_element, holder["elements"]))


def _element(held: Block) -> str:
    words = _WORDS.get(held["type"], _mention)(held)
    for name, tag in _STYLES.items():
        if held.get("style", {}).get(name):
            words = f"<{tag}>{words}</{tag}>"
    return words


def _text(held: Block) -> str:
    return escape(held["text"]).replace("\n", "<br>")


def _link(held: Block) -> str:
    return link_html(held["url"], held.get("text") or held["url"])


def link_html(url: str, words: str) -> str:
    """Return a link; words alone where the address is of a kind that a page must not open."""
    if not url.startswith(("https://", "http://")):
        return escape(words)
    return f'<a href="{escape(url)}">{escape(words)}</a>'


def _mention(held: Block) -> str:
    sign = "#" if held["type"] == "channel" else "@"
    who = next((str(held[key]) for key in held if key.endswith("_id")), held["type"])
    return f'<span class="mention">{sign}{escape(who)}</span>'


def _section(held: Block) -> str:
    return f'<div class="line">{_inline(held)}</div>'


def _quote(held: Block) -> str:
    return f'<blockquote class="bar">{_inline(held)}</blockquote>'


def _preformatted(held: Block) -> str:
    words = "".join(escape(str(part.get("text", ""))) for part in held["elements"])
    return f'<div class="{_bar(held)}"><pre>{words}</pre></div>'


def _list(held: Block) -> str:
    indent = int(held.get("indent", 0))
    ordered = held["style"] == "ordered"
    tag, signs = ("ol", _NUMBERS) if ordered else ("ul", _BULLETS)
    start = f' start="{int(held.get("offset", 0)) + 1}"' if ordered else ""
    items = "".join(f"<li>{_inline(item)}</li>" for item in held["elements"])
    look = f"margin-left:{1.6 * indent:g}em;list-style-type:{signs[indent % 3]}"
    return f'<div class="{_bar(held)}"><{tag}{start} style="{look}">{items}</{tag}></div>'


def _bar(held: Block) -> str:
    return "bar" if held.get("border") else "free"


_WORDS: Mapping[str, Callable[[Block], str]] = {"text": _text, "link": _link}
_PARTS: Mapping[str, Callable[[Block], str]] = {
    "rich_text_section": _section,
    "rich_text_quote": _quote,
    "rich_text_preformatted": _preformatted,
    "rich_text_list": _list,
}
