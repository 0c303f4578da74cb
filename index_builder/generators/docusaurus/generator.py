"""Docusaurus, with MDX."""

from index_builder.generators.docusaurus.anchors import anchors
from index_builder.generators.docusaurus.attributes import split_docusaurus
from index_builder.generators.docusaurus.settings import find_docusaurus
from index_builder.generators.registration import COMMON_ENTRIES, AnchorRule, Generator

DOCUSAURUS = Generator(
    name="docusaurus",
    anchor_rule=AnchorRule(
        name="docusaurus", anchors=anchors, split_attributes=split_docusaurus, is_mdx=True
    ),
    find=find_docusaurus,
    links_by_file=True,
    lists_folders=True,
    entries=COMMON_ENTRIES
    | frozenset(
        (
            "sidebar_label sidebar_position hide_title pagination_next hide_table_of_contents"
            " custom_edit_url pagination_label pagination_prev image toc_min_heading_level"
            " toc_max_heading_level last_update unlisted"
        ).split()
    ),
)
