"""What stands around every served page: the box to ask in, the way back, and what may load."""

from html import escape

from assistant.phrases.phrasebook import phrase
from assistant.serving.style import STYLE, STYLE_HASH
from index_builder.index.served_address import ASK, HOME

# Nothing of a page may load or run: the page's own text is the only thing there is.
POLICY = (
    f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
MOST_ASKED = 2_000  # characters that the box takes; the encoder reads fewer than half of them

_CONTENT = "playbook:content"  # ids with a colon are no generator's


def document(
    title: str, main: str, *, footer: str = "", asked: str = "", own_box: bool = False
) -> str:
    """Return a whole page; `main` and `footer` are HTML, `title` and `asked` are text.

    With `own_box` the box to ask in is in `main`, so that the page has it only once.
    """
    box = "" if own_box else ask_box(asked)
    foot = f"<footer>\n{footer}\n</footer>\n" if footer else ""
    name = phrase("served_name")
    full = title if title == name else f"{title} – {name}"
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(full)}</title>
<style>{STYLE}</style>
</head>
<body>
<a class="skip" href="#{_CONTENT}">{escape(phrase("served_skip"))}</a>
<header>
<nav aria-label="{escape(phrase("served_pages"))}">\
<a href="{HOME}">{escape(phrase("served_pages"))}</a></nav>
{box}</header>
<main id="{_CONTENT}" tabindex="-1">
{main}
</main>
{foot}</body>
</html>
"""


def ask_box(asked: str = "") -> str:
    """Return the form that asks; it works without scripts, and an answer has an address."""
    return (
        f'<form role="search" action="{ASK}" method="get">'
        f'<label for="playbook:question">{escape(phrase("served_ask"))}</label>'
        f'<input id="playbook:question" type="search" name="q" value="{escape(asked)}" '
        f'maxlength="{MOST_ASKED}" autocomplete="off">'
        f"<button>{escape(phrase('served_ask_button'))}</button></form>\n"
    )
