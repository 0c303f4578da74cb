"""Python-Markdown's rule, as MkDocs uses it: the `toc` extension of Markdown 3.11.

Explicit ids come from the `attr_list` extension, and are all claimed before the first id is made.
`pymdownx.slugs` (pymdown-extensions 13.1) is the other slugify that MkDocs sites choose.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from index_builder.generators.headings.anchor_style import (
    AnchorRuleName,
    AnchorStyle,
    Heading,
    SplitHeading,
)
from index_builder.generators.headings.inline_pieces import InlinePiece, inline_pieces, joined_text
from index_builder.generators.mkdocs.attributes import split_attr_list

_SPACES = re.compile(r"\s+")
_NUMBERED = re.compile(r"(.*)_([0-9]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class MkdocsAnchors(AnchorStyle):
    """Python-Markdown's extensions.

    `explicit_ids` needs `attr_list` (or `extra`, which includes it) among the site's
    `markdown_extensions`; the default here honours them.
    """

    rule: AnchorRuleName = "python-markdown"

    separator: str = "-"
    """`separator` of the `toc` extension."""

    slugify: Literal["default", "unicode", "pymdownx", "pymdownx-lower"] = "default"
    """`slugify` of the `toc` extension. "unicode" is `markdown.extensions.toc.slugify_unicode`;
    "pymdownx" is `pymdownx.slugs.slugify`, which keeps capitals, and "pymdownx-lower" the same
    with `case: lower`."""

    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        """Make an id for each heading without one; a taken or empty one gets a free "_n"."""
        taken = {heading.explicit_id for heading in headings if heading.explicit_id is not None}
        numbers: dict[str, int] = {}
        fragments = []
        for heading in headings:
            fragment = heading.explicit_id
            if fragment is None:
                fragment = _free(slug(_name(heading, self), self), taken, numbers)
                taken.add(fragment)
            fragments.append(fragment)
        return fragments

    def _split_attributes(self, source: str) -> SplitHeading:
        return split_attr_list(source)


def _name(heading: Heading, style: MkdocsAnchors) -> str:
    parts = inline_pieces(heading)
    if style.explicit_ids:
        parts = _without_span_lists(parts)
    # runs of spaces become one before entities are read, so a space written as an entity stays
    runs = groupby(parts, key=lambda part: part.kind == "escape")
    texts = [(escaped, joined_text(tuple(run))) for escaped, run in runs]
    return "".join(t if escaped else _SPACES.sub(" ", t) for escaped, t in texts).strip()


def _without_span_lists(parts: Sequence[InlinePiece]) -> tuple[InlinePiece, ...]:
    """Drop attribute lists that follow a span at once: `*word*{: .class}`, `*word*{.class}`."""
    kept = []
    after_span = False
    for part in parts:
        listed = after_span and part.text.startswith("{") and "}" in part.text
        text = part.text.partition("}")[2] if listed else part.text
        kept.append(InlinePiece(kind=part.kind, text=text))
        after_span = part.kind == "end"
    return tuple(kept)


def slug(name: str, style: MkdocsAnchors) -> str:
    """Return the id that the `slugify` function makes of a text; it may be empty."""
    if style.slugify.startswith("pymdownx"):
        return _pymdownx_slug(name, style)
    if style.slugify == "default":
        name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    kept = re.sub(r"[^\w\s-]", "", name).strip().lower()
    separator = re.escape(style.separator)
    return re.sub(rf"[{separator}\s]+", lambda _: style.separator, kept)


def _pymdownx_slug(name: str, style: MkdocsAnchors) -> str:
    # what looks like a tag goes, even from code and from "1 < 2 > 1"
    text = re.sub(r"<[^>]*>", "", unicodedata.normalize("NFC", name)).strip()
    if style.slugify == "pymdownx-lower":
        text = text.lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", style.separator)


def _free(slug: str, taken: set[str], numbers: dict[str, int]) -> str:
    """Return `slug`, or its form with the next free number if it is taken or empty.

    `numbers` remembers up to which number all forms of a slug are taken.
    """
    if slug and slug not in taken:
        return slug
    numbered = _NUMBERED.fullmatch(slug)
    base, count = (numbered[1], int(numbered[2])) if numbered else (slug, 0)
    known = numbers.get(base, 0)
    follows = count <= known
    count = (known if follows else count) + 1
    while f"{base}_{count}" in taken:
        count += 1
    if follows:
        numbers[base] = count
    return f"{base}_{count}"
