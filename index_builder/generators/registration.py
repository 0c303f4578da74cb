"""What a site generator says of itself to be registered: all that anything asks of it by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index_builder.generators.addresses import Rules
from index_builder.generators.headings.anchor_style import AnchorStyle, Heading, Parted

# What most generators' own documentation lists for a page.
COMMON_ENTRIES = frozenset(
    {"title", "description", "date", "tags", "weight", "draft", "slug", "keywords"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """A generator's settings as read: the same as a Site's, before the options have their say."""

    file: Path
    root: Path  # the folder whose files are pages
    base: str  # the site's address as written
    anchors: AnchorStyle
    rules: Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorRule:
    """How a generator makes a heading's fragment, and what it reads of a heading's own attributes.

    `split_attributes` parts a heading's source from the attribute list at its end; it is asked
    only if the site honours explicit ids.
    """

    name: str
    anchors: Callable[[Sequence[Heading], AnchorStyle], list[str]]
    split_attributes: Callable[[str], Parted]
    list_below: bool = False  # a list on the line below a heading belongs to it
    one_line_headings: bool = False  # a heading underlined after two lines is a paragraph
    is_mdx: bool = False  # every page is read as MDX


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """One site generator; a field left out is what most of them do."""

    name: str
    anchor_rule: AnchorRule
    find: Callable[[Path], SiteSettings | None] | None = None
    """Reads the settings of the site a content folder belongs to, None if there are none. A
    generator without settings is chosen by the name of its anchor rule alone."""
    rules: Callable[[], Rules] | None = None  # addresses, of a generator without settings
    toml_front_matter: bool = False  # settings between +++ are read
    front_matter_at_first_byte: bool = False  # behind a byte order mark they are not seen
    links_by_file: bool = False  # a link is read as the path of a file before it is an address
    lists_folders: bool = False  # a folder's pages are listed at an address of their own
    entries: frozenset[str] = COMMON_ENTRIES | {"layout", "permalink"}
    """Front matter entries that its documentation lists, if long enough for a slip to show."""
