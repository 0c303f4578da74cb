"""MkDocs, with Python-Markdown."""

from index_builder.generators.front_matter_forms import FrontMatterForms
from index_builder.generators.mkdocs.addresses import FILES, MkdocsAddresses
from index_builder.generators.mkdocs.anchors import MkdocsAnchors
from index_builder.generators.mkdocs.settings import read_mkdocs
from index_builder.generators.registration import COMMON_FRONT_MATTER_KEYS, Generator

MKDOCS = Generator(
    name="mkdocs",
    title="MkDocs",
    anchors=MkdocsAnchors,
    addresses=MkdocsAddresses,
    settings_files=FILES,
    read_settings=read_mkdocs,
    front_matter=FrontMatterForms(
        meta_lines=True, if_broken="published", if_no_mapping="published"
    ),
    links_by_file=True,
    top_is_no_anchor=True,
    front_matter_keys=COMMON_FRONT_MATTER_KEYS
    | frozenset("template hide status icon subtitle authors search".split()),
)
