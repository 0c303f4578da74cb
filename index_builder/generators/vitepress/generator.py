"""VitePress, with its own Markdown plugins."""

from index_builder.generators.registration import COMMON_FRONT_MATTER_KEYS, Generator
from index_builder.generators.vitepress.addresses import VitepressAddresses
from index_builder.generators.vitepress.anchors import VitepressAnchors
from index_builder.generators.vitepress.settings import FILES, read_vitepress

VITEPRESS = Generator(
    name="vitepress",
    title="VitePress",
    anchors=VitepressAnchors,
    addresses=VitepressAddresses,
    settings_files=FILES,
    read_settings=read_vitepress,
    links_by_file=True,
    puts_base_before_links=True,
    front_matter_keys=COMMON_FRONT_MATTER_KEYS
    | frozenset(
        (
            "layout titletemplate navbar sidebar aside outline lastupdated editlink footer"
            " pageclass isHome hero features head prev next"
        ).split()
    ),
)
