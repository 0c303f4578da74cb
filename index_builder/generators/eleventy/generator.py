"""Eleventy, without plugins."""

from index_builder.generators.eleventy.addresses import EleventyAddresses
from index_builder.generators.eleventy.anchors import EleventyAnchors
from index_builder.generators.eleventy.settings import FILES, read_eleventy
from index_builder.generators.registration import COMMON_FRONT_MATTER_KEYS, Generator

ELEVENTY = Generator(
    name="eleventy",
    title="Eleventy",
    anchors=EleventyAnchors,
    addresses=EleventyAddresses,
    settings_files=FILES,
    read_settings=read_eleventy,
    puts_base_before_links=True,  # with EleventyHtmlBasePlugin, which may be there or not
    front_matter_keys=COMMON_FRONT_MATTER_KEYS
    | frozenset(
        (
            "layout permalink pagination eleventyNavigation eleventyExcludeFromCollections"
            " eleventyComputed templateEngineOverride override"
        ).split()
    ),
)
