"""Hugo's rule: `markup/goldmark/autoid.go`, the same in 0.111.3, 0.150.0 and 0.168.0.

According to its sources, 0.144 changed what the rule is applied to: before, it was the last line
of the heading's Markdown as written, link targets and all; since then it is the rendered text, and
a heading without text gets no id. Newer versions lose parts of that text: a URL by itself, and
what follows nested markup or a quotation mark within a link or emphasis. The rule here follows
them only in dropping `<https://…>`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index_builder.generators.headings.anchor_style import (
    AnchorRuleName,
    AnchorStyle,
    Heading,
    SplitHeading,
)
from index_builder.generators.headings.inline_pieces import InlinePiece, inline_pieces
from index_builder.generators.headings.word_characters import is_digit, is_letter, is_number
from index_builder.generators.hugo.attributes import split_goldmark

_DASHES = re.compile(r"---?")  # Goldmark's typographer makes these en and em dashes


@dataclass(frozen=True, slots=True, kw_only=True)
class HugoAnchors(AnchorStyle):
    """Goldmark's settings under `markup.goldmark.parser`.

    `explicit_ids` is `attribute.title`, `auto_ids` is `autoHeadingID`.
    """

    rule: AnchorRuleName = "hugo"

    id_type: Literal["github", "github-ascii", "blackfriday"] = "github"
    """`autoHeadingIDType` (`autoIDType` in newer versions)."""

    ids_from: Literal["source", "text"] = "text"
    """Hugo before 0.144 makes ids from a heading's Markdown as written, link targets and all;
    newer versions use its rendered text. `hugo/version.py` knows where a site says which."""

    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        """Make an id for each heading without one; an id that is taken gets the first free "-n".

        Only earlier headings' ids count as taken, including explicit ones.
        """
        taken: set[str] = set()
        fragments = []
        for heading in headings:
            fragment = heading.explicit_id
            if fragment is None:
                fragment = _free(_id_source(heading, self), self, taken)
            if fragment:
                taken.add(fragment)
            fragments.append(fragment)
        return fragments

    def _split_attributes(self, source: str) -> SplitHeading:
        return split_goldmark(source)


def _id_source(heading: Heading, style: HugoAnchors) -> str | None:
    """Return the text that the id is made from, None if there will be no id."""
    if not style.auto_ids:
        return None
    if style.ids_from == "source":
        return heading.source.rpartition("\n")[2]
    text = "".join(_text(part) for part in inline_pieces(heading)).rpartition("\n")[2]
    return text or None


def _text(part: InlinePiece) -> str:
    if part.kind == "autolink":
        return ""
    return _DASHES.sub("", part.text) if part.kind == "text" else part.text


def _free(text: str | None, style: HugoAnchors, taken: set[str]) -> str:
    if text is None:
        return ""
    slug = _slug(text, style) or "heading"
    anchor, count = slug, 0
    while anchor in taken:
        count += 1
        anchor = f"{slug}-{count}"
    return anchor


def _slug(text: str, style: HugoAnchors) -> str:
    if style.id_type == "blackfriday":
        return _blackfriday_slug(text)
    if style.id_type == "github-ascii":
        text = _without_accents(text)
    ascii_only = style.id_type == "github-ascii"
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
