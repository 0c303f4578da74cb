"""Block Kit -> HTML that looks like Slack; it knows only the blocks that the views are made of."""

from collections.abc import Callable, Iterable, Mapping
from html import escape

from assistant.slack.preview.rich_text_html import rich_text_html
from assistant.slack.views.block_kit.message import Block, View

# Drawn, since few fonts have the sign.
_THUMB = (
    '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M1.5 7h2.5v7h-2.5zM6 14V7.5l2.8-5.5'
    'c1.2 0 1.9 1 1.6 2.2L9.9 6.5H14.2L13 14z"></path></svg>'
)


def blocks_html(blocks: Iterable[Block]) -> str:
    """Return blocks, one below the other."""
    return "\n".join(_BLOCKS[block["type"]](block) for block in blocks)


def message_html(blocks: Iterable[Block], *, name: str) -> str:
    """Return a message as the app `name` posts it."""
    return (
        '<article class="message"><div class="avatar" aria-hidden="true"></div><div>'
        f'<p class="who"><b>{escape(name)}</b> <span class="app">APP</span></p>'
        f"{blocks_html(blocks)}</div></article>"
    )


def question_html(question: str) -> str:
    """Return the message that asked."""
    return (
        '<article class="message asked"><div class="avatar" aria-hidden="true"></div><div>'
        f'<p class="who"><b>You</b></p><p class="block">{escape(question)}</p></div></article>'
    )


def modal_html(view: View) -> str:
    """Return a dialog."""
    return (
        f'<section class="modal"><h2>{escape(view["title"]["text"])}</h2>'
        f"{blocks_html(view['blocks'])}"
        f'<p class="row end"><span class="button">{escape(view["close"]["text"])}</span>'
        f'<span class="button primary">{escape(view["submit"]["text"])}</span></p></section>'
    )


def home_html(view: View) -> str:
    """Return an app's Home tab."""
    return f'<section class="home">{blocks_html(view["blocks"])}</section>'


def _rich_text(block: Block) -> str:
    return f'<div class="block">{rich_text_html(block)}</div>'


def _header(block: Block) -> str:
    return f'<h3 class="block">{escape(block["text"]["text"])}</h3>'


def _context(block: Block) -> str:
    words = "".join(f"<span>{escape(element['text'])}</span>" for element in block["elements"])
    return f'<p class="block context">{words}</p>'


def _actions(block: Block) -> str:
    return f'<p class="block row">{"".join(map(_pressed, block["elements"]))}</p>'


def _pressed(element: Block) -> str:
    return _ELEMENTS[element["type"]](element)


def _menu(element: Block) -> str:
    """Return a menu as it looks before it is opened, with its choices as a hint."""
    choices = "; ".join(option["text"]["text"] for option in element["options"])
    return f'<span class="button menu" title="{escape(choices)}">⋯</span>'


def _thumbs(element: Block) -> str:
    both = (("up", element["positive_button"]), ("down", element["negative_button"]))
    return "".join(
        f'<span class="thumb {way}">{_THUMB} {escape(button["text"]["text"])}</span>'
        for way, button in both
    )


def _table(block: Block) -> str:
    head, *rows = ("".join(f"<td>{_cell(cell)}</td>" for cell in row) for row in block["rows"])
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<div class="block wide"><table><tr class="top">{head}</tr>{body}</table></div>'


def _cell(cell: Block) -> str:
    return rich_text_html(cell) if cell["type"] == "rich_text" else escape(str(cell["text"]))


def _button(element: Block) -> str:
    style = element.get("style", "")
    look = f"button {style}" if style in ("primary", "danger") else "button"
    return f'<span class="{look}">{escape(element["text"]["text"])}</span>'


def _input(block: Block) -> str:
    optional = ' <span class="soft">(optional)</span>' if block.get("optional") else ""
    hint = f'<p class="soft">{escape(block["hint"]["text"])}</p>' if "hint" in block else ""
    label = f"<b>{escape(block['label']['text'])}</b>{optional}"
    return f'<div class="block"><p>{label}</p>{_field(block["element"])}{hint}</div>'


def _field(element: Block) -> str:
    options = element.get("options")
    if options is None:
        return '<div class="field"></div>'
    return "".join(
        f'<p><span class="radio"></span> {escape(option["text"]["text"])}</p>' for option in options
    )


_ELEMENTS: Mapping[str, Callable[[Block], str]] = {
    "button": _button,
    "overflow": _menu,
    "feedback_buttons": _thumbs,
}
_BLOCKS: Mapping[str, Callable[[Block], str]] = {
    "rich_text": _rich_text,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "context_actions": _actions,
    "table": _table,
    "input": _input,
}
