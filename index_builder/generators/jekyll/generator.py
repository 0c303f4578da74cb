"""Jekyll, with kramdown."""

from index_builder.generators.front_matter_forms import FrontMatterForms
from index_builder.generators.jekyll.addresses import FILES, JekyllAddresses
from index_builder.generators.jekyll.anchors import KramdownAnchors
from index_builder.generators.jekyll.settings import read_jekyll
from index_builder.generators.registration import COMMON_FRONT_MATTER_KEYS, Generator

JEKYLL = Generator(
    name="jekyll",
    title="Jekyll",
    anchors=KramdownAnchors,
    addresses=JekyllAddresses,
    settings_files=FILES,
    read_settings=read_jekyll,
    front_matter=FrontMatterForms(if_broken="published"),
    front_matter_at_first_byte=True,
    front_matter_keys=COMMON_FRONT_MATTER_KEYS
    | frozenset(
        (
            "layout permalink published category categories excerpt redirect_from redirect_to"
            " author lang image nav_order parent"
        ).split()
    ),
)
