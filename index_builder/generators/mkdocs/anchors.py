"""Python-Markdown's rule, as MkDocs uses it: the `toc` extension of Markdown 3.11.

Explicit ids come from the `attr_list` extension, and are all claimed before the first id is made.
`pymdownx.slugs` (pymdown-extensions 13.1) is the other slugify that MkDocs sites choose.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

from index_builder.generators.headings.anchor_style import AnchorStyle, Heading
from index_builder.generators.headings.inline_pieces import Piece, pieces, shown

_SPACES = re.compile(r"\s+")
_NUMBERED = re.compile(r"(.*)_([0-9]+)")


def anchors(headings: Sequence[Heading], style: AnchorStyle) -> list[str]:
    """Make ids where there is no explicit one; taken and empty ones get the first free "_n"."""
    taken = {heading.explicit_id for heading in headings if heading.explicit_id is not None}
    found = []
    for heading in headings:
        anchor = heading.explicit_id
        if anchor is None:
            anchor = _free(_slug(_name(heading, style), style), taken)
            taken.add(anchor)
        found.append(anchor)
    return found


def _name(heading: Heading, style: AnchorStyle) -> str:
    parts = pieces(heading)
    if style.explicit_ids:
        parts = _without_span_lists(parts)
    # runs of spaces become one before entities are read, so a space written as one stays
    runs = groupby(parts, key=lambda part: part.kind == "escape")
    texts = [(escaped, shown(tuple(run))) for escaped, run in runs]
    return "".join(t if escaped else _SPACES.sub(" ", t) for escaped, t in texts).strip()


def _without_span_lists(parts: Sequence[Piece]) -> tuple[Piece, ...]:
    """Drop attribute lists that follow a span at once: `*word*{: .class}`, `*word*{.class}`."""
    kept = []
    after_span = False
    for part in parts:
        listed = after_span and part.text.startswith("{") and "}" in part.text
        text = part.text.partition("}")[2] if listed else part.text
        kept.append(Piece(kind=part.kind, text=text))
        after_span = part.kind == "end"
    return tuple(kept)


def _slug(name: str, style: AnchorStyle) -> str:
    if style.toc_slugify.startswith("pymdownx"):
        return _pymdownx_slug(name, style)
    if style.toc_slugify == "default":
        name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    kept = re.sub(r"[^\w\s-]", "", name).strip().lower()
    separator = re.escape(style.toc_separator)
    return re.sub(rf"[{separator}\s]+", lambda _: style.toc_separator, kept)


def _pymdownx_slug(name: str, style: AnchorStyle) -> str:
    # what looks like a tag goes, even from code and from "1 < 2 > 1"
    text = re.sub(r"<[^>]*>", "", unicodedata.normalize("NFC", name)).strip()
    if style.toc_slugify == "pymdownx-lower":
        text = text.lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", style.toc_separator)


def _free(slug: str, taken: set[str]) -> str:
    """Return `slug`, or its form with the next free number if it is taken or empty."""
    if slug and slug not in taken:
        return slug
    numbered = _NUMBERED.fullmatch(slug)
    base, count = (numbered[1], int(numbered[2])) if numbered else (slug, 0)
    count += 1
    while f"{base}_{count}" in taken:
        count += 1
    return f"{base}_{count}"
