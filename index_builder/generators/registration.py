"""What a site generator says about itself: everything that other code asks of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from index_builder.generators.addresses import AddressRules
from index_builder.generators.front_matter_forms import FrontMatterForms
from index_builder.generators.headings.anchor_style import AnchorStyle
from index_builder.generators.settings_files.settings_place import SettingsPlace
from index_builder.generators.syntax.syntax import Syntax
from index_builder.index.passage import LeftOut

# What most generators' own documentation lists for a page.
COMMON_FRONT_MATTER_KEYS = frozenset(
    {"title", "description", "date", "tags", "weight", "draft", "slug", "keywords"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """A generator's settings as read; command-line options may still override them."""

    file: Path
    root: Path  # the folder whose files are pages
    base: str  # the site's address as written
    anchors: AnchorStyle
    addresses: AddressRules
    left_out: tuple[LeftOut, ...] = ()
    """Folders of the content that the site publishes as something else than these pages; the
    paths are as seen from the content folder."""
    serves: Callable[[str], bool] | None = None
    """Whether the site may serve a decoded path below its base, such as "/blog/a", though none
    of its pages has it. None: only what lies among its pages."""
    links_from_pages: bool = False
    """Links such as `/a.md` name files from the folder of pages, not from the root of the host."""
    syntax: Syntax = field(default_factory=Syntax)  # which Markdown its pages are written in
    warnings: tuple[str, ...] = ()
    """What the settings say that could not be read, so that addresses may be wrong: each starts
    with the file and, if it is known, the line, and ends with what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """One site generator; the defaults are what most of them do."""

    name: str  # as an index's manifest has it
    title: str  # as messages have it
    anchors: Callable[[], AnchorStyle]  # of a site that sets nothing
    addresses: Callable[[], AddressRules]  # of a site that sets nothing
    settings_files: tuple[str, ...] = ()
    """Where its settings may lie below a site's folder, the first one found counts. A generator
    without any is chosen only by an option."""
    read_settings: Callable[[SettingsPlace], SiteSettings | None] | None = None
    """Reads a settings file that was found; None if it is another tool's, or if the content
    is no part of that site's pages. It may raise SiteError: the settings can't be used."""
    front_matter: FrontMatterForms = field(default_factory=FrontMatterForms)
    front_matter_at_first_byte: bool = False  # the site ignores it behind a byte order mark
    links_by_file: bool = False  # a link is tried as the path of a file before it is an address
    top_is_no_anchor: bool = False  # its own check of links does not know `#top`
    lists_folders: bool = False  # each folder has an address that lists its pages
    puts_base_before_links: bool = False  # `/page` in Markdown is `/base/page` on the site
    front_matter_keys_in_any_case: bool = False  # `Title` is `title`
    front_matter_keys: frozenset[str] = COMMON_FRONT_MATTER_KEYS | {"layout", "permalink"}
    """Front matter keys in its documentation, long enough for a misspelling to be recognised."""

    @property
    def toml_front_matter(self) -> bool:
        """Whether front matter between +++ is read."""
        return self.front_matter.toml

    @property
    def anchor_rule(self) -> str:
        """The name of its rule for anchors."""
        return self.anchors().rule
