"""MkDocs, with Python-Markdown."""

from index_builder.generators.mkdocs.anchors import anchors
from index_builder.generators.mkdocs.attributes import split_attr_list
from index_builder.generators.mkdocs.settings import find_mkdocs
from index_builder.generators.registration import COMMON_ENTRIES, AnchorRule, Generator

MKDOCS = Generator(
    name="mkdocs",
    anchor_rule=AnchorRule(
        name="python-markdown", anchors=anchors, split_attributes=split_attr_list
    ),
    find=find_mkdocs,
    links_by_file=True,
    entries=COMMON_ENTRIES | frozenset("template hide status icon subtitle authors search".split()),
)
