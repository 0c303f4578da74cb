"""Docusaurus's rule: the `headings` plugin of @docusaurus/mdx-loader 3.10.2 over github-slugger.

What its built pages show beyond the plugin: the classic theme gives an h1 no id, though its slug
is counted; `:name` is a directive of remark-directive, and no part of the text.
"""

import re
from collections.abc import Sequence

from index_builder.generators.docusaurus.attributes import docusaurus_id
from index_builder.generators.github.anchors import Slugger
from index_builder.generators.headings.anchor_style import AnchorStyle, Heading
from index_builder.generators.headings.inline_pieces import Piece, pieces, shown

# A directive's name: no ":" beside it, ends in a letter or digit (micromark-extension-directive 3)
_DIRECTIVE = re.compile(r"(?<!:):[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?![A-Za-z0-9_:-])")


def anchors(headings: Sequence[Heading], style: AnchorStyle) -> list[str]:
    """Slug the text, images' alternative texts in it; explicit ids take no part in counting."""
    slugger = Slugger()
    found = [_anchor(heading, style, slugger) for heading in headings]
    pairs = zip(headings, found, strict=True)
    return ["" if heading.level == 1 else anchor for heading, anchor in pairs]


def _anchor(heading: Heading, style: AnchorStyle, slugger: Slugger) -> str:
    if heading.explicit_id is not None:
        return without_directives(heading.explicit_id)
    parts = tuple(_without_directives(part) for part in pieces(heading))
    text = shown(parts, images=True)
    # the plugin looks for {#id} in the rendered text, so one in code or with \} counts too
    explicit = docusaurus_id(text)[1] if style.explicit_ids else None
    return slugger.slug(text) if explicit is None else explicit


def without_directives(text: str) -> str:
    """Drop the names of text directives, `:name`; their labels stay."""
    return _DIRECTIVE.sub("", text)


def _without_directives(part: Piece) -> Piece:
    if part.kind != "text":
        return part
    return Piece(kind="text", text=without_directives(part.text))
