"""HTML that a page writes itself -> its text, and the few elements that only give it structure.

Nothing of it is trusted. Elements that are not in these tables are left out, their text is kept;
the contents of scripts, styles and templates are left out as they are in passages. Of attributes
only the few in `_attributes` are read, and written anew.
"""

import re
from collections.abc import Mapping
from html import escape, unescape

from index_builder.rendering.safe_html import SafeHtml
from index_builder.splitting.html_scanner import HtmlTag, HtmlText, scan_html

# What is written for each element. A paragraph becomes a division, since what stands in it may be
# no paragraph's; a heading gets a level below the page's one heading of level 1.
_SAME = """
abbr b blockquote caption cite code dd del dfn div dl dt em h2 h3 h4 h5 h6 i ins kbd li mark ol pre
q s samp small strong sub sup table tbody td tfoot th thead tr u ul var
""".split()
_DIVISIONS = """
address article aside center details fieldset figcaption figure footer form header legend main nav
p section
""".split()
_ELEMENTS = {
    **{name: name for name in _SAME},
    **dict.fromkeys(_DIVISIONS, "div"),
    "h1": "h2",
    "strike": "s",
    "summary": "div",
    "tt": "code",
}
_VOID = {"br": "<br>", "hr": "<hr>", "wbr": "<wbr>"}
_SPANS = re.compile("[1-9][0-9]{0,2}")
_ID = re.compile(r"[^\s\x00-\x1f]{1,200}")
_TASK = re.compile(r'<input class="task-list-item-checkbox"[^>]*>\s*')


def write_html(source: str, out: SafeHtml) -> None:
    """Write what may be shown of an HTML fragment; broken markup never raises."""
    if _TASK.fullmatch(source):
        done = 'checked="checked"' in source
        state, label = (" checked", "Done") if done else ("", "To do")
        out.void(f'<input type="checkbox" disabled{state} aria-label="{label}"> ')
        return
    for part in scan_html(source):
        if isinstance(part, HtmlText):
            out.words(unescape(source[part.start : part.stop]))
        elif part.is_closing:
            out.close_written(part.name)
        elif part.name == "img":
            write_image(part.attributes().get("alt", ""), out)
        elif part.name in _VOID:
            out.void(_VOID[part.name])
        else:
            _open(part, out)


def write_image(alt: str, out: SafeHtml) -> None:
    """Write an image's alternative text; the image itself is never loaded."""
    if alt.strip():
        out.void('<span class="image">')
        out.words(alt)
        out.void("</span>")


def _open(tag: HtmlTag, out: SafeHtml) -> None:
    attributes = tag.attributes()
    if tag.name == "a" and attributes.get("href"):
        _write_target(attributes.get("id") or attributes.get("name", ""), out)
        out.open_link(attributes["href"].strip(), is_own=False)
    elif tag.name == "a":
        _write_target(attributes.get("id") or attributes.get("name", ""), out)
    elif tag.name in _ELEMENTS:
        out.open_written(tag.name, _ELEMENTS[tag.name], _attributes(attributes, out))
    else:
        _write_target(attributes.get("id", ""), out)


def _write_target(name: str, out: SafeHtml) -> None:
    """Write a place that links can lead to."""
    if _is_free(name, out):
        out.void(f'<span id="{escape(name)}"></span>')


def _attributes(written: Mapping[str, str], out: SafeHtml) -> str:
    found = [
        f' {name}="{written[name]}"'
        for name in ("colspan", "rowspan")
        if _SPANS.fullmatch(written.get(name, ""))
    ]
    if _is_free(written.get("id", ""), out):
        found.append(f' id="{escape(written["id"])}"')
    return "".join(found)


def _is_free(name: str, out: SafeHtml) -> bool:
    return _ID.fullmatch(name) is not None and name not in out.taken
