"""Hugo, with Goldmark."""

from index_builder.generators.front_matter_forms import FrontMatterForms
from index_builder.generators.hugo.addresses import HugoAddresses
from index_builder.generators.hugo.anchors import HugoAnchors
from index_builder.generators.hugo.configuration import FILES
from index_builder.generators.hugo.settings import read_hugo
from index_builder.generators.registration import COMMON_FRONT_MATTER_KEYS, Generator

HUGO = Generator(
    name="hugo",
    title="Hugo",
    anchors=HugoAnchors,
    addresses=HugoAddresses,
    settings_files=FILES,
    read_settings=read_hugo,
    front_matter=FrontMatterForms(toml=True, json=True, after_blanks=True, any_case=True),
    links_by_file=True,
    lists_folders=True,
    front_matter_keys_in_any_case=True,
    front_matter_keys=COMMON_FRONT_MATTER_KEYS
    | frozenset(
        (
            "aliases layout linktitle lastmod publishdate expirydate summary url type menu cascade"
            " outputs params categories author"
        ).split()
    ),
)
