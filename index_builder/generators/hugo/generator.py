"""Hugo, with Goldmark."""

from index_builder.generators.hugo.addresses import FILES, HugoAddresses
from index_builder.generators.hugo.anchors import HugoAnchors
from index_builder.generators.hugo.settings import read_hugo
from index_builder.generators.registration import COMMON_FRONT_MATTER_KEYS, Generator

HUGO = Generator(
    name="hugo",
    title="Hugo",
    anchors=HugoAnchors,
    addresses=HugoAddresses,
    settings_files=FILES,
    read_settings=read_hugo,
    toml_front_matter=True,
    links_by_file=True,
    lists_folders=True,
    front_matter_keys=COMMON_FRONT_MATTER_KEYS
    | frozenset(
        (
            "aliases layout linktitle lastmod publishdate expirydate summary url type menu cascade"
            " outputs params categories author"
        ).split()
    ),
)
