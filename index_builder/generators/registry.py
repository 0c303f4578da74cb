"""All site generators: to add one, add its folder beside this file and its line below.

The first whose settings are found is the site's; the order is also that of `--anchors`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from index_builder.generators.addresses import PlainRules
from index_builder.generators.docusaurus.generator import DOCUSAURUS
from index_builder.generators.github.generator import GITHUB
from index_builder.generators.headings.anchor_style import AnchorStyle, Rule
from index_builder.generators.hugo.generator import HUGO
from index_builder.generators.jekyll.generator import JEKYLL, KRAMDOWN
from index_builder.generators.mkdocs.generator import MKDOCS
from index_builder.generators.registration import AnchorRule, Generator

GENERATORS: tuple[Generator, ...] = (
    JEKYLL,
    GITHUB,
    MKDOCS,
    DOCUSAURUS,
    HUGO,
)
PLAIN = Generator(name="plain", anchor_rule=KRAMDOWN, rules=PlainRules)  # no settings were found

RULES: tuple[Rule, ...] = tuple(held.anchor_rule.name for held in GENERATORS)
BY_NAME: Mapping[str, Generator] = MappingProxyType(
    {held.name: held for held in (*GENERATORS, PLAIN)}
)
_BY_RULE = {held.anchor_rule.name: held for held in GENERATORS}


def with_rule(rule: Rule) -> Generator:
    """Return the generator whose anchor rule has this name."""
    return _BY_RULE[rule]


def anchor_rule(style: AnchorStyle) -> AnchorRule:
    """Return the rule by which a site's anchors are made."""
    return _BY_RULE[style.rule].anchor_rule
