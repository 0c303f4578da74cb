"""All site generators: to add one, add its folder beside this file and its line below.

A site belongs to the first one whose settings are found; `--anchors` lists them in the same order.
"""

from collections.abc import Mapping
from types import MappingProxyType

from index_builder.generators.addresses import PlainAddresses
from index_builder.generators.docusaurus.generator import DOCUSAURUS
from index_builder.generators.eleventy.generator import ELEVENTY
from index_builder.generators.github.generator import GITHUB
from index_builder.generators.headings.anchor_style import AnchorRuleName
from index_builder.generators.hugo.generator import HUGO
from index_builder.generators.jekyll.generator import JEKYLL
from index_builder.generators.mkdocs.generator import MKDOCS
from index_builder.generators.registration import Generator
from index_builder.generators.vitepress.generator import VITEPRESS

GENERATORS: tuple[Generator, ...] = (
    JEKYLL,
    GITHUB,
    MKDOCS,
    DOCUSAURUS,
    HUGO,
    VITEPRESS,
    ELEVENTY,
)
# For a folder without settings.
PLAIN = Generator(
    name="plain",
    title="a plain folder",
    anchors=JEKYLL.anchors,
    addresses=PlainAddresses,
    front_matter_keys_in_any_case=True,  # nobody knows what reads them
)

BY_NAME: Mapping[str, Generator] = MappingProxyType(
    {generator.name: generator for generator in (*GENERATORS, PLAIN)}
)
BY_ANCHOR_RULE: Mapping[AnchorRuleName, Generator] = MappingProxyType(
    {generator.anchor_rule: generator for generator in GENERATORS}
)
ANCHOR_RULES: tuple[AnchorRuleName, ...] = tuple(BY_ANCHOR_RULE)
