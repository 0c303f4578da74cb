"""Jekyll: settings, published files and addresses, as version 4.3 builds them.

Source of the rules: the Jekyll documentation ("Configuration Options", "Front Matter Defaults",
"Collections", "Posts"); entry_filter.rb, frontmatter_defaults.rb, collection.rb and publisher.rb.

One rule is not followed: Jekyll copies a page whose file starts with a byte order mark as it is,
since it does not see the front matter behind it. Here it is read as the page it was meant to be.
A file without front matter is copied too, and here too it has only an address, without anchors.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from index_builder.generators.addresses import NEVER_CONTENT, PageFile, ServedAsIs, Unpublished
from index_builder.generators.jekyll.front_matter_defaults import (
    Default,
    defaults_for,
    read_defaults,
)
from index_builder.generators.jekyll.github_pages import Plugins, plugins_of
from index_builder.generators.jekyll.permalinks import (
    STYLES,
    CollectionPage,
    UnknownPlaceholder,
    date_and_slug,
    document_path,
    page_path,
    with_suffix,
)
from index_builder.generators.settings_files.dates import parse_date
from index_builder.generators.settings_files.settings_file import (
    Settings,
    section_of,
    text_of,
    texts_of,
)
from index_builder.index.errors import PageError

FILES = ("_config.yml", "_config.yaml", "_config.toml")
_SPECIAL = (".", "_", "#", "~")
_INSTALLED = ("vendor/bundle", "vendor/cache", "vendor/gems", "vendor/ruby")
BARE_NAMES = frozenset(
    "README LICENSE LICENCE COPYING CODE_OF_CONDUCT CONTRIBUTING"
    " ISSUE_TEMPLATE PULL_REQUEST_TEMPLATE".split()
)  # jekyll-optional-front-matter makes no page of these


@dataclass(frozen=True, slots=True, kw_only=True)
class JekyllAddresses:
    """One Jekyll site's rules."""

    permalink: str = "date"  # a style's name or a template
    suffixes: tuple[str, ...] = (".markdown", ".mkdown", ".mkdn", ".mkd", ".md")
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    defaults: tuple[Default, ...] = ()
    collections: Mapping[str, Settings] = field(default_factory=dict)
    collections_dir: str = ""
    bare_pages: bool = False  # files without front matter are pages
    readme_index: bool = False  # a README without front matter is its folder's page
    with_front_matter: bool = False  # so is one with front matter
    indexed: frozenset[str] = frozenset()  # folders with an index that is no Markdown
    strict: bool = False  # a page with broken front matter stops the build
    unpublished: bool = False  # `unpublished: true` publishes what says `published: false`
    future: bool = False
    zone: tzinfo = UTC  # Jekyll's own default is the zone of the machine that builds

    def hides(self, path: str, *, folder: bool) -> bool:
        """Pass over installed packages, and special names that nothing in the settings asks for."""
        name = PurePosixPath(path).name
        if folder and (name in NEVER_CONTENT or path in _INSTALLED or name == ".git"):
            return True
        if self._named(name, self.include):
            return False
        if folder and name in ("_posts", "_drafts"):
            return not f"{path}/".startswith(f"{self.collections_dir}/".lstrip("/"))
        inside = self._collection(path + "/" if folder else path)
        if inside is not None and path.rpartition("/")[2] == f"_{inside}":
            return False
        return name.startswith(_SPECIAL) or name.endswith(("~", "."))

    def is_page(self, path: str) -> bool:
        """Take the suffixes of `markdown_ext`."""
        return PurePosixPath(path).suffix.lower() in self.suffixes

    def withheld(self, path: str, pages: frozenset[str]) -> str | None:  # noqa: ARG002
        """Return why a page's place keeps it out: excluded, a draft, or in a hidden collection."""
        if self._excluded(path):
            return "excluded by _config.yml: take it out of `exclude` to publish it"
        folders = path.split("/")[:-1]
        if "_drafts" in folders:
            return "a draft: move it to _posts with its date to publish it"
        label = self._collection(path)
        if label == "posts":
            named = date_and_slug(PurePosixPath(path).stem)[0]
            return None if named else "no YYYY-MM-DD- before the name: Jekyll takes it for no post"
        if label is not None and self.collections[label].get("output") is not True:
            return f"the collection {label} has no pages: set `output: true` in _config.yml"
        return None

    def address(self, source: PageFile, now: datetime) -> str | ServedAsIs | Unpublished:
        """Return the permalink, filled in, of a page, a post or a collection's page.

        Raises:
            PageError: the permalink can't be filled in, or the front matter is broken and decides
                on the address, or on whether there is a site at all.
        """
        label = self._collection(source.path)
        if source.is_broken and (self.strict or label == "posts"):
            result = "builds no site" if self.strict else "dates the post by the day of the build"
            reason = f"front matter that is no YAML, so that Jekyll {result}: correct it"
            raise PageError(source.path, 1, reason)
        if label is None and self._is_index(source):
            return f"/{source.path.rpartition('/')[0]}/".replace("//", "/")
        if not source.has_front_matter and label != "posts" and not self._bare_page(source.path):
            inside = source.path.partition(f"_{label}/")[2]
            return ServedAsIs(path=f"/{label}/{inside}" if label else f"/{source.path}")
        kind = label or "pages"
        fields = defaults_for(self.defaults, source.path, kind, self.collections_dir) | {
            key: value for key, value in source.fields.items() if value is not None
        }
        asked = fields if label else source.fields
        if asked.get("published") is False and not self.unpublished:
            return Unpublished(reason="front matter says published: false: remove it to publish")
        whole = PageFile(path=source.path, fields=fields, has_front_matter=True)
        if label is None:
            return page_path(source.path, self.permalink, whole.text("permalink"))
        return self._document(whole, label, now)

    def _is_index(self, source: PageFile) -> bool:
        """Return whether a README is its folder's page: jekyll-readme-index 0.3."""
        folder, _, name = source.path.rpartition("/")
        if not self.readme_index or PurePosixPath(name).stem.lower() != "readme":
            return False
        if source.has_front_matter and not self.with_front_matter:
            return False
        above = f"{folder}/" if folder else ""
        indexes = {f"{above}index{suffix}" for suffix in self.suffixes}
        asked = {str(fields.get("permalink")) for fields in source.others.values()}
        taken = f"/{above}" in asked or folder in self.indexed
        return not (taken or any(path in indexes for path in source.paths))

    def _document(self, source: PageFile, label: str, now: datetime) -> str | Unpublished:
        above, _, relative = source.path.partition(f"_{label}/")
        named, slug = date_and_slug(PurePosixPath(relative).stem)
        date = parse_date(source.fields.get("date"), self.zone) or parse_date(named, self.zone)
        if date and date > now and not self.future:
            return Unpublished(reason=f"dated {date:%Y-%m-%d}: published on that day")
        document = CollectionPage(
            collection=label,
            relative=relative,
            slug=source.text("slug") or slug,
            categories=_categories(above.removeprefix(self.collections_dir), source.fields),
            date=date,
        )
        template = source.text("permalink") or self._template(label)
        try:
            return document_path(template, document)
        except UnknownPlaceholder as error:
            raise PageError(
                source.path, 1, f"the permalink {template!r} has {error}: correct the permalink"
            ) from error

    def _template(self, label: str) -> str:
        own = text_of(self.collections.get(label, {}), "permalink")
        if own:
            return own
        if label == "posts":
            return STYLES.get(self.permalink, self.permalink)
        return with_suffix("/:collection/:path", self.permalink)

    def _bare_page(self, path: str) -> bool:
        file = PurePosixPath(path)
        listed = file.stem.upper() not in BARE_NAMES or self._named(path, self.include)
        return self.bare_pages and listed

    def _collection(self, path: str) -> str | None:
        """Return the collection a file is in: `_posts` of any folder, else by its top folder."""
        below = path
        if self.collections_dir:
            below = path.removeprefix(f"{self.collections_dir}/")
            if below == path:
                return None
        folders = below.split("/")[:-1]
        if "_posts" in folders:
            return "posts"
        label = folders[0].removeprefix("_") if folders and folders[0].startswith("_") else None
        return label if label in self.collections else None

    def _excluded(self, path: str) -> bool:
        parts = path.split("/")
        for end in range(1, len(parts) + 1):
            entry = "/".join(parts[:end])
            folder = entry + "/" if end < len(parts) else entry
            if self._named(entry, self.exclude) or folder in self.exclude:
                return not self._named(parts[end - 1], self.include)
        return False

    def _named(self, entry: str, patterns: tuple[str, ...]) -> bool:
        return any(fnmatchcase(entry, known) or entry.startswith(known) for known in patterns)


def jekyll_addresses(
    settings: Settings, plugins: Plugins | None = None, indexed: frozenset[str] = frozenset()
) -> JekyllAddresses:
    """Take the settings that decide on pages and addresses; `indexed` has folders with an index.

    Without `plugins`, they are those that the settings list.
    """
    plugins = plugins or plugins_of(settings, None)
    written = text_of(settings, "markdown_ext", "markdown,mkdown,mkdn,mkd,md").lower()
    return JekyllAddresses(
        permalink=text_of(settings, "permalink", "date"),
        suffixes=tuple(f".{suffix}" for suffix in written.split(",")),
        include=tuple(name.strip("/") for name in texts_of(settings, "include")),
        exclude=tuple(name.lstrip("/") for name in texts_of(settings, "exclude") if name != "/"),
        defaults=read_defaults(settings.get("defaults")),
        collections=_collections(settings),
        collections_dir=text_of(settings, "collections_dir").strip("/"),
        bare_pages=plugins.bare_pages,
        readme_index=plugins.readme_index,
        with_front_matter=section_of(settings, "readme_index").get("with_frontmatter") is True,
        indexed=indexed,
        strict=settings.get("strict_front_matter") is True,
        unpublished=settings.get("unpublished") is True,
        future=settings.get("future") is True,
        zone=_zone(text_of(settings, "timezone")),
    )


def _collections(settings: Settings) -> dict[str, Settings]:
    """Return each collection's settings; a list of names and a mapping are both allowed."""
    mapped = section_of(settings, "collections")
    labels = (*texts_of(settings, "collections"), *mapped)
    return {label: section_of(mapped, label) for label in labels if label != "posts"} | {
        "posts": section_of(mapped, "posts")
    }


def _categories(above: str, fields: Mapping[str, object]) -> tuple[str, ...]:
    """Return the categories of a post: the folders above `_posts`, then the front matter's."""
    own: list[object] = [fields["category"]] if fields.get("category") else []
    if not own:
        several = fields.get("categories")
        own = list(several) if isinstance(several, list) else [*str(several or "").split()]
    named = [str(name) for name in own if name is not None]
    return tuple(dict.fromkeys([part for part in above.split("/") if part] + named))


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
