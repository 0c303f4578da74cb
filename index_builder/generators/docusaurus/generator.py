"""Docusaurus, with MDX."""

from index_builder.generators.docusaurus.addresses import FILES, DocusaurusAddresses
from index_builder.generators.docusaurus.anchors import DocusaurusAnchors
from index_builder.generators.docusaurus.settings import read_docusaurus
from index_builder.generators.registration import COMMON_FRONT_MATTER_KEYS, Generator

DOCUSAURUS = Generator(
    name="docusaurus",
    title="Docusaurus",
    anchors=DocusaurusAnchors,
    addresses=DocusaurusAddresses,
    settings_files=FILES,
    read_settings=read_docusaurus,
    links_by_file=True,
    lists_folders=True,
    puts_base_before_links=True,
    front_matter_keys=COMMON_FRONT_MATTER_KEYS
    | frozenset(
        (
            "sidebar_label sidebar_position hide_title pagination_next hide_table_of_contents"
            " custom_edit_url pagination_label pagination_prev image toc_min_heading_level"
            " toc_max_heading_level last_update unlisted"
        ).split()
    ),
)
