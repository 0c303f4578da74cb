"""Heading -> URL fragment, by each site generator's own rule.

One module a rule; `style.py` has the words, `attributes.py` the explicit ids, `inline.py` and
`words.py` what several rules need. Every rule is tested against the generator itself.
"""

from collections.abc import Callable, Sequence

from index_builder.anchors import docusaurus, github, hugo, kramdown, python_markdown
from index_builder.anchors.attributes import split_attributes
from index_builder.anchors.style import RULES, AnchorStyle, Heading, Rule

__all__ = ["RULES", "AnchorStyle", "Heading", "Rule", "anchors", "split_attributes"]

_BY_RULE: dict[Rule, Callable[[Sequence[Heading], AnchorStyle], list[str]]] = {
    "kramdown": kramdown.anchors,
    "github": github.anchors,
    "python-markdown": python_markdown.anchors,
    "docusaurus": docusaurus.anchors,
    "hugo": hugo.anchors,
}


def anchors(headings: Sequence[Heading], style: AnchorStyle) -> list[str]:
    """Return the fragment of each heading of one page, in order; "" where the site gives none.

    `headings` are all headings of the page, those in lists and blockquotes too: each counts
    towards the suffixes of later ones. Fragments are as they stand in the `id`, not yet
    percent-encoded. kramdown and Docusaurus may give two headings the same one.
    """
    return _BY_RULE[style.rule](headings, style)
