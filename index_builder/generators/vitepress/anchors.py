"""VitePress' rule: markdown-it-anchor over the `slugify` of @mdit-vue/shared (VitePress 1.6.4).

The text of a heading is its text and code; entities stay as they are written, and the short names
of emoji (`:rocket:`) are no text. markdown-it-attrs takes the braces at a heading's end.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from index_builder.generators.headings.anchor_style import (
    AnchorRuleName,
    AnchorStyle,
    Heading,
    SplitHeading,
)
from index_builder.generators.headings.inline_pieces import InlinePiece, inline_pieces

_COMBINING = re.compile("[\u0300-\u036f]")
_CONTROL = re.compile("[\x00-\x1f]")
# JavaScript's \s, and the signs of `rSpecial`
_SPECIAL = re.compile(r"[\s\ufeff~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")
_EMOJI = re.compile(r":[a-z0-9_+-]+:")
_ATTRIBUTES = re.compile(r"(?<!\\)\{([^{}`\\]+)\}$")
_ID = re.compile(r"(?:^|\s)(?:#([^\s}]+)|id=(?:\"([^\"]*)\"|([^\s\"]+)))")


@dataclass(frozen=True, slots=True, kw_only=True)
class VitepressAnchors(AnchorStyle):
    """VitePress with its own plugins."""

    rule: AnchorRuleName = "vitepress"

    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        """Slug the text and code; a taken slug gets the first free suffix "-n"."""
        taken: set[str] = set()
        found = []
        for heading in headings:
            slug = heading.explicit_id or _slug(_text(inline_pieces(heading)))
            unique, number = slug, 1
            while unique in taken and not heading.explicit_id:
                unique, number = f"{slug}-{number}", number + 1
            taken.add(unique)
            found.append(unique)
        return found

    def _split_attributes(self, source: str) -> SplitHeading:
        found = _ATTRIBUTES.search(source.rstrip())
        if found is None:
            return source, None
        named = _ID.search(found[1])
        name = next((one for one in named.groups() if one), None) if named else None
        return source[: found.start()].rstrip(), name


def _text(pieces: Sequence[InlinePiece]) -> str:
    """Return the text that is slugged: VitePress keeps an entity as written beside other text."""
    kinds = ["end", *(piece.kind for piece in pieces), "end"]
    around = zip(kinds, pieces, kinds[2:], strict=False)
    return "".join(
        piece.entity if piece.entity and {before, after} & {"text", "escape"} else _said(piece)
        for before, piece, after in around
    )


def _said(piece: InlinePiece) -> str:
    if piece.kind == "text":
        return _EMOJI.sub("", piece.text.replace("\n", ""))
    return piece.text if piece.kind in ("escape", "code", "autolink") else ""


def _slug(text: str) -> str:
    bare = _CONTROL.sub("", _COMBINING.sub("", unicodedata.normalize("NFKD", text)))
    slug = _SPECIAL.sub("-", bare).strip("-")
    return (f"_{slug}" if slug[:1] in tuple("0123456789") else slug).lower()
