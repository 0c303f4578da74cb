"""MkDocs' settings, mkdocs.yml: the folder of pages, the address, the Markdown extensions."""

import os
from collections.abc import Callable

from index_builder.generators.headings.anchor_style import AnchorStyle, NoAnchors
from index_builder.generators.mkdocs.addresses import mkdocs_addresses
from index_builder.generators.mkdocs.anchors import MkdocsAnchors
from index_builder.generators.mkdocs.blog_settings import blogs_of, unread_dates, unread_slugs
from index_builder.generators.mkdocs.configuration import read_configuration
from index_builder.generators.mkdocs.other_addresses import mkdocs_serves
from index_builder.generators.mkdocs.plugins import Plugin, plugins_of, unfollowed
from index_builder.generators.mkdocs.slugify import slugify_named, slugify_written
from index_builder.generators.mkdocs.syntax import python_markdown
from index_builder.generators.registration import SiteSettings
from index_builder.generators.settings_files.settings_file import Settings, section_of, text_of
from index_builder.generators.settings_files.settings_place import SettingsPlace
from index_builder.generators.settings_files.site_folder import pages_folder
from index_builder.generators.settings_files.yaml_values import Opaque


def read_mkdocs(place: SettingsPlace) -> SiteSettings | None:
    """Read MkDocs' settings; None if the content is not among the site's pages.

    Variables that the settings name are taken from the environment, as MkDocs does.

    Raises:
        SiteError: the settings can't be read or used.
    """
    configuration = read_configuration(place.file, os.environ)
    settings = configuration.settings
    docs = text_of(settings, "docs_dir", "docs")
    root = pages_folder(place, place.file.parent, docs, f"docs_dir in {place.file}")
    if root is None:
        return None
    plugins = plugins_of(settings)
    blogs = blogs_of(plugins, root)
    base, unsure = _base(settings, plugins, configuration.place)
    anchors, unmade = _anchors(settings, configuration.place)
    addresses = mkdocs_addresses(place.file, root, settings, plugins, blogs)
    return SiteSettings(
        file=place.file,
        root=root,
        base=base,
        anchors=anchors,
        syntax=python_markdown(
            _extensions(settings.get("markdown_extensions")),
            str(place.file.parent),
            tags=any(plugin.name == "tags" for plugin in plugins),
        ),
        addresses=addresses,
        serves=mkdocs_serves(settings, plugins, addresses),
        links_from_pages=_checks(settings).get("absolute_links") == "relative_to_docs",
        warnings=(
            *configuration.warnings,
            *unsure,
            *unmade,
            *unfollowed(plugins, configuration.place, hooks=bool(settings.get("hooks"))),
            *unread_slugs(plugins, configuration.place),
            *unread_dates(blogs, settings, configuration.place),
        ),
    )


def _checks(settings: Settings) -> Settings:
    """Return what the settings say of links; older versions have it a level higher."""
    return {**section_of(settings, "validation"), **section_of(settings, "validation", "links")}


def _base(
    settings: Settings, plugins: tuple[Plugin, ...], place: Callable[..., str]
) -> tuple[str, tuple[str, ...]]:
    """Return the site's address, and a warning if it is not known for certain."""
    written = settings.get("site_url")
    if isinstance(written, Opaque):
        return "", (
            f"{place('site_url')}: site_url has the tag {written.parts[0]}, which is not read:"
            " pass --site-url",
        )
    base = text_of(settings, "site_url")
    mike = next((plugin.options for plugin in plugins if plugin.name == "mike"), None)
    provider = section_of(settings, "extra", "version").get("provider")
    if mike is None and provider != "mike":
        return base, ()
    version = text_of(mike or {}, "canonical_version")
    if version:
        return f"{base.rstrip('/')}/{version}" if base else "", ()
    where = place("extra", "version") if mike is None else place("plugins", "mike")
    return base, (
        f"{where}: mike publishes each version in a folder of its own, and nothing says which one"
        " these pages are: pass --site-url with the version's address",
    )


def _anchors(settings: Settings, place: Callable[..., str]) -> tuple[AnchorStyle, tuple[str, ...]]:
    """Take `markdown_extensions` of mkdocs.yml; MkDocs itself adds toc, tables and fenced_code.

    Return a warning too if the site makes ids by a function of its own.
    """
    extensions = _extensions(settings.get("markdown_extensions"))
    toc = extensions.get("toc", {})
    slugify = slugify_named(toc.get("slugify"))
    if slugify is None:
        return NoAnchors(), (
            f"{place('markdown_extensions', 'toc', 'slugify')}: slugify of toc is"
            f" {slugify_written(toc['slugify'])}, which is not read, so that links have no"
            " anchors: pass --anchors python-markdown if its ids are the usual ones",
        )
    return MkdocsAnchors(
        explicit_ids=bool({"attr_list", "extra", "pymdownx.extra"} & extensions.keys()),
        separator=text_of(toc, "separator", "-"),
        slugify=slugify,
    ), ()


def _extensions(entries: object) -> dict[str, Settings]:
    """Return extensions with their settings, from a mapping or a list of names and mappings."""
    if isinstance(entries, dict):
        return {_short(name): section_of(entries, name) for name in entries}
    found: dict[str, Settings] = {}
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, str):
            found[_short(entry)] = {}
        elif isinstance(entry, dict):
            found |= {_short(name): section_of(entry, name) for name in entry}
    return found


def _short(name: str) -> str:
    return name.removeprefix("markdown.extensions.")
