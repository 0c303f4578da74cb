"""MkDocs' settings, mkdocs.yml: the folder of pages, the address, the Markdown extensions."""

from typing import Literal

from index_builder.generators.mkdocs.addresses import mkdocs_addresses
from index_builder.generators.mkdocs.anchors import MkdocsAnchors
from index_builder.generators.mkdocs.syntax import python_markdown
from index_builder.generators.registration import SiteSettings
from index_builder.generators.settings_files.settings_file import (
    Settings,
    read_settings,
    section_of,
    text_of,
)
from index_builder.generators.settings_files.settings_place import SettingsPlace
from index_builder.generators.settings_files.site_folder import pages_folder
from index_builder.generators.settings_files.yaml_values import Opaque


def read_mkdocs(place: SettingsPlace) -> SiteSettings | None:
    """Read MkDocs' settings; None if the content is not among the site's pages.

    Raises:
        SiteError: the settings can't be read or used.
    """
    settings = read_settings(place.file, tags_allowed=True)
    docs = text_of(settings, "docs_dir", "docs")
    root = pages_folder(place, place.file.parent, docs, f"docs_dir in {place.file}")
    if root is None:
        return None
    return SiteSettings(
        file=place.file,
        root=root,
        base=text_of(settings, "site_url"),
        anchors=mkdocs_anchors(settings),
        addresses=mkdocs_addresses(place.file, settings),
        syntax=python_markdown(
            _extensions(settings.get("markdown_extensions")), str(place.file.parent)
        ),
    )


def mkdocs_anchors(settings: Settings) -> MkdocsAnchors:
    """Take `markdown_extensions` of mkdocs.yml; MkDocs itself adds toc, tables and fenced_code."""
    extensions = _extensions(settings.get("markdown_extensions"))
    toc = extensions.get("toc", {})
    return MkdocsAnchors(
        explicit_ids=bool({"attr_list", "extra", "pymdownx.extra"} & extensions.keys()),
        separator=text_of(toc, "separator", "-"),
        slugify=_slugify(toc.get("slugify")),
    )


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


def _slugify(
    value: object,
) -> Literal["default", "unicode", "pymdownx", "pymdownx-lower"]:
    """Return the slug function that the words name; nothing is imported or called."""
    words = value.words if isinstance(value, Opaque) else tuple(str(value or "").split())
    named = words[0] if words else ""
    if named.endswith("toc.slugify_unicode"):
        return "unicode"
    if "pymdownx.slugs." not in named:
        return "default"
    lowered = "lower" in words[1:] or named.endswith(".uslugify")
    return "pymdownx-lower" if lowered else "pymdownx"
