"""Heading -> URL fragment, by the rule of the site's generator.

Every rule is tested against the generator itself.
"""

from collections.abc import Sequence

from index_builder.generators.headings.anchor_style import AnchorStyle, Heading, Parted, Rule
from index_builder.generators.registry import RULES, anchor_rule

__all__ = ["RULES", "AnchorStyle", "Heading", "Rule", "anchors", "split_attributes"]


def anchors(headings: Sequence[Heading], style: AnchorStyle) -> list[str]:
    """Return the fragment of each heading of one page, in order; "" where the site gives none.

    `headings` are all headings of the page, those in lists and blockquotes too: each counts
    towards the suffixes of later ones. Fragments are as they stand in the `id`, not yet
    percent-encoded. kramdown and Docusaurus may give two headings the same one.
    """
    return anchor_rule(style).anchors(headings, style)


def split_attributes(source: str, style: AnchorStyle) -> Parted:
    """Part a heading's inline source from its trailing attribute list -> (source, explicit id).

    (source, None) where the generator would show what stands there as text. A list that it reads
    but that holds no id (`{.class}`) is dropped.
    """
    return anchor_rule(style).split_attributes(source) if style.explicit_ids else (source, None)
