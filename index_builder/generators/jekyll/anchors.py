"""kramdown's rules, as Jekyll uses them.

With GFM input, Jekyll's default: `generate_gfm_header_id` of kramdown-parser-gfm 1.1.0, over the
heading's text without markup. With kramdown input: `generate_id` of kramdown 2.4.0's base
converter, over the heading's source. Neither counts explicit ids, nor what its own suffixes make.
"""

import re
from collections.abc import Sequence

from index_builder.generators.headings.anchor_style import AnchorStyle, Heading
from index_builder.generators.headings.inline_pieces import Piece, pieces
from index_builder.generators.headings.word_characters import is_word

# Written dashes and guillemets become typographic symbols, which no id keeps.
_TYPOGRAPHIC = re.compile(r"---?|<< ?| ?>>")


def anchors(headings: Sequence[Heading], style: AnchorStyle) -> list[str]:
    """Make ids where there is no explicit one; a slug's n-th repeat gets "-n"."""
    repeats: dict[str, int] = {}
    return [_anchor(heading, style, repeats) for heading in headings]


def _anchor(heading: Heading, style: AnchorStyle, repeats: dict[str, int]) -> str:
    if heading.explicit_id is not None:
        return heading.explicit_id
    if not style.auto_ids or not heading.source.strip():  # marks alone are a paragraph to kramdown
        return ""
    slug = _gfm_slug(heading, style) if style.kramdown_input == "GFM" else _slug(heading.source)
    repeats[slug] = repeats.get(slug, -1) + 1
    suffix = f"-{repeats[slug]}" if repeats[slug] else ""
    return style.auto_id_prefix + slug + suffix


def _gfm_slug(heading: Heading, style: AnchorStyle) -> str:
    text = _gfm_text(pieces(heading), typographic=style.kramdown_typographic)
    # Ruby lowers character by character: a final sigma is like any other
    lowered = "".join(character.lower() for character in text)
    kept = "".join(c for c in lowered if c in "- \t" or is_word(c))
    return kept.replace(" ", "-").replace("\t", "-")


def _gfm_text(parts: Sequence[Piece], *, typographic: bool) -> str:
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
