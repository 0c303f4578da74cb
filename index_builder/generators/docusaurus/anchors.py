"""Docusaurus's rule: the `headings` plugin of @docusaurus/mdx-loader 3.10.2 over github-slugger.

Only the built pages show two things: the classic theme gives an h1 no id, though its slug is
counted; and `:name` is a directive of remark-directive, not text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from index_builder.generators.docusaurus.attributes import docusaurus_id, split_docusaurus
from index_builder.generators.github.anchors import Slugger
from index_builder.generators.headings.anchor_style import (
    AnchorRuleName,
    AnchorStyle,
    Heading,
    SplitHeading,
)
from index_builder.generators.headings.inline_pieces import InlinePiece, inline_pieces, joined_text

# A directive's name: no ":" beside it, ends in a letter or digit (micromark-extension-directive 3)
_DIRECTIVE = re.compile(r"(?<!:):[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?![A-Za-z0-9_:-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocusaurusAnchors(AnchorStyle):
    """Docusaurus with MDX and the classic theme."""

    rule: AnchorRuleName = "docusaurus"
    is_mdx: ClassVar[bool] = True

    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        """Slug the text and images' alternative texts; explicit ids do not count as taken."""
        slugger = Slugger()
        fragments = [_anchor(heading, self, slugger) for heading in headings]
        pairs = zip(headings, fragments, strict=True)
        return ["" if heading.level == 1 else fragment for heading, fragment in pairs]

    def _split_attributes(self, source: str) -> SplitHeading:
        return split_docusaurus(source)


def _anchor(heading: Heading, style: DocusaurusAnchors, slugger: Slugger) -> str:
    if heading.explicit_id is not None:
        return without_directives(heading.explicit_id)
    parts = tuple(_without_directives(part) for part in inline_pieces(heading))
    text = joined_text(parts, images=True)
    # the plugin looks for {#id} in the rendered text, so an id in code or with \} counts too
    explicit = docusaurus_id(text)[1] if style.explicit_ids else None
    return slugger.slug(text) if explicit is None else explicit


def without_directives(text: str) -> str:
    """Drop the names of text directives, `:name`; their labels stay."""
    return _DIRECTIVE.sub("", text)


def _without_directives(part: InlinePiece) -> InlinePiece:
    if part.kind != "text":
        return part
    return InlinePiece(kind="text", text=without_directives(part.text))
