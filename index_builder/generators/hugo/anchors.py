"""Hugo's rule: `markup/goldmark/autoid.go`, the same in 0.111.3, 0.150.0 and 0.168.0.

What changed, by its sources with 0.144, is what the rule is given: before, the last line of the
heading's Markdown as written, link targets and all; since, the rendered text, where a heading
without any gets no id. Newer versions lose parts of that text: a URL by itself; what follows
nested markup or a quotation mark within a link or emphasis. Of these, the rule here leaves out
`<https://…>` only.
"""

import re
import unicodedata
from collections.abc import Sequence

from index_builder.generators.headings.anchor_style import AnchorStyle, Heading
from index_builder.generators.headings.inline_pieces import Piece, pieces
from index_builder.generators.headings.word_characters import is_digit, is_letter, is_number

_DASHES = re.compile(r"---?")  # Goldmark's typographer makes these en and em dashes


def anchors(headings: Sequence[Heading], style: AnchorStyle) -> list[str]:
    """Make ids where there is no explicit one; a taken one gets the first free "-n".

    Only earlier headings' ids count as taken, explicit ones among them.
    """
    taken: set[str] = set()
    found = []
    for heading in headings:
        anchor = heading.explicit_id
        if anchor is None:
            anchor = _free(_given(heading, style), style, taken)
        if anchor:
            taken.add(anchor)
        found.append(anchor)
    return found


def _given(heading: Heading, style: AnchorStyle) -> str | None:
    """Return what the id is made from, or None where there will be no id."""
    if not style.auto_ids:
        return None
    if style.hugo_ids_from == "source":
        return heading.source.rpartition("\n")[2]
    text = "".join(_text(part) for part in pieces(heading)).rpartition("\n")[2]
    return text or None


def _text(part: Piece) -> str:
    if part.kind == "autolink":
        return ""
    return _DASHES.sub("", part.text) if part.kind == "text" else part.text


def _free(given: str | None, style: AnchorStyle, taken: set[str]) -> str:
    if given is None:
        return ""
    slug = _slug(given, style) or "heading"
    anchor, count = slug, 0
    while anchor in taken:
        count += 1
        anchor = f"{slug}-{count}"
    return anchor


def _slug(text: str, style: AnchorStyle) -> str:
    if style.hugo_id_type == "blackfriday":
        return _blackfriday_slug(text)
    if style.hugo_id_type == "github-ascii":
        text = _without_accents(text)
    ascii_only = style.hugo_id_type == "github-ascii"
    kept = (c for c in text.strip() if c.isascii() or not ascii_only)
    return "".join(_kept(character) for character in kept)


def _kept(character: str) -> str:
    if character in "- ":
        return "-"
    return _lower(character) if _is_name(character) else ""


def _is_name(character: str) -> bool:
    return character == "_" or is_letter(character) or is_digit(character)


def _blackfriday_slug(text: str) -> str:
    """Words of letters and numerals, one dash between them and none at the ends."""
    spaced = "".join(_lower(c) if is_letter(c) or is_number(c) else " " for c in text)
    return "-".join(spaced.split())


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in apart if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", bare)


def _lower(character: str) -> str:
    """Lower one letter to one letter, as Go does: "İ" becomes "i" alone."""
    return character.lower()[:1]
