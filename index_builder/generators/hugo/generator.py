"""Hugo, with Goldmark."""

from index_builder.generators.hugo.anchors import anchors
from index_builder.generators.hugo.attributes import split_goldmark
from index_builder.generators.hugo.settings import find_hugo
from index_builder.generators.registration import COMMON_ENTRIES, AnchorRule, Generator

HUGO = Generator(
    name="hugo",
    anchor_rule=AnchorRule(name="hugo", anchors=anchors, split_attributes=split_goldmark),
    find=find_hugo,
    toml_front_matter=True,
    links_by_file=True,
    lists_folders=True,
    entries=COMMON_ENTRIES
    | frozenset(
        (
            "aliases layout linktitle lastmod publishdate expirydate summary url type menu cascade"
            " outputs params categories author"
        ).split()
    ),
)
