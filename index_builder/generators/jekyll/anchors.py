"""kramdown's rules, as Jekyll uses them.

With GFM input, Jekyll's default: `generate_gfm_header_id` of kramdown-parser-gfm 1.1.0, over the
heading's text without markup. With kramdown input: `generate_id` of kramdown 2.4.0's base
converter, over the heading's source. Neither counts explicit ids as
taken, nor the ids that its own suffixes make.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from index_builder.generators.headings.anchor_style import (
    AnchorRuleName,
    AnchorStyle,
    Heading,
    SplitHeading,
)
from index_builder.generators.headings.inline_pieces import InlinePiece, inline_pieces
from index_builder.generators.headings.word_characters import is_word
from index_builder.generators.jekyll.attributes import (
    id_of_attribute_line,
    id_of_lines_above,
    split_kramdown,
)

# Written dashes and guillemets become typographic symbols, which no id keeps.
_TYPOGRAPHIC = re.compile(r"---?|<< ?| ?>>")


@dataclass(frozen=True, slots=True, kw_only=True)
class KramdownAnchors(AnchorStyle):
    """kramdown's settings, under `kramdown` in _config.yml."""

    rule: AnchorRuleName = "kramdown"
    one_line_headings: ClassVar[bool] = True

    auto_id_prefix: str = ""
    """Put before every id that is made, after repeats are numbered."""

    input: Literal["GFM", "kramdown"] = "GFM"
    """The two parsers make ids by rules of their own."""

    typographic: bool = True
    """With GFM input "--" is read as a dash, which the id drops. False if `gfm_quirks` lists
    `no_auto_typographic`."""

    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        """Make an id for each heading without one; a slug's n-th repeat gets "-n"."""
        repeats: dict[str, int] = {}
        return [_anchor(heading, self, repeats) for heading in headings]

    def _split_attributes(self, source: str) -> SplitHeading:
        return split_kramdown(source)

    def id_above(self, lines: Sequence[str]) -> str | None:
        """Return the id in attribute lists right above a heading that belong to nothing else."""
        return id_of_lines_above(lines)

    def id_below(self, line: str) -> str | None:
        """Return the id in an attribute list on the line below a heading."""
        return id_of_attribute_line(line)


def _anchor(heading: Heading, style: KramdownAnchors, repeats: dict[str, int]) -> str:
    if heading.explicit_id is not None:
        return heading.explicit_id
    if not style.auto_ids or not heading.source.strip():  # to kramdown, "#" alone is a paragraph
        return ""
    slug = _gfm_slug(heading, style) if style.input == "GFM" else _slug(heading.source)
    repeats[slug] = repeats.get(slug, -1) + 1
    suffix = f"-{repeats[slug]}" if repeats[slug] else ""
    return style.auto_id_prefix + slug + suffix


def _gfm_slug(heading: Heading, style: KramdownAnchors) -> str:
    text = _gfm_text(inline_pieces(heading), typographic=style.typographic)
    # Ruby lowers character by character: a final sigma is like any other
    lowered = "".join(character.lower() for character in text)
    kept = "".join(c for c in lowered if c in "- \t" or is_word(c))
    return kept.replace(" ", "-").replace("\t", "-")


def _gfm_text(parts: Sequence[InlinePiece], *, typographic: bool) -> str:
    texts = []
    after_span = False
    for part in parts:
        text = "" if part.kind == "image" else part.text
        if part.kind == "text":
            text = _without_span_list(text) if after_span else text
            text = _TYPOGRAPHIC.sub("", text) if typographic else text
        after_span = part.kind == "end"
        texts.append(text)
    return "".join(texts)


def _without_span_list(text: str) -> str:
    """Drop the attribute list that belongs to the span just ended: `*word*{: .class}`."""
    if text.startswith("{:") and "}" in text:
        return text.partition("}")[2]
    return text


def _slug(source: str) -> str:
    """Keep ASCII letters, digits and dashes from the first letter on; "section" for none."""
    from_letter = re.sub(r"\A[^a-zA-Z]+", "", source)
    kept = re.sub(r"[^a-zA-Z0-9 -]", "", from_letter)
    return kept.replace(" ", "-").lower() or "section"
