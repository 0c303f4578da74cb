"""Jekyll, with kramdown."""

from index_builder.generators.jekyll.anchors import anchors
from index_builder.generators.jekyll.attributes import split_kramdown
from index_builder.generators.jekyll.settings import find_jekyll
from index_builder.generators.registration import COMMON_ENTRIES, AnchorRule, Generator

KRAMDOWN = AnchorRule(
    name="kramdown",
    anchors=anchors,
    split_attributes=split_kramdown,
    list_below=True,
    one_line_headings=True,
)
JEKYLL = Generator(
    name="jekyll",
    anchor_rule=KRAMDOWN,
    find=find_jekyll,
    front_matter_at_first_byte=True,
    entries=COMMON_ENTRIES
    | frozenset(
        (
            "layout permalink published category categories excerpt redirect_from redirect_to"
            " author lang image nav_order parent"
        ).split()
    ),
)
