"""MkDocs' settings, mkdocs.yml: the folder of pages, the address, the Markdown extensions."""

from pathlib import Path
from typing import Literal

from index_builder.generators.mkdocs.addresses import FILES, mkdocs_addresses
from index_builder.generators.mkdocs.anchors import MkdocsAnchors
from index_builder.generators.mkdocs.syntax import python_markdown
from index_builder.generators.registration import SiteSettings
from index_builder.generators.settings_files.settings_file import (
    Settings,
    read_settings,
    section_of,
    text_of,
)
from index_builder.generators.settings_files.site_folder import first_file, root_of
from index_builder.generators.settings_files.yaml_values import Opaque


def find_mkdocs(content: Path) -> SiteSettings | None:
    """Read MkDocs' settings if this folder or the one above it has any.

    Raises:
        SiteError: the settings can't be read or used.
    """
    for folder in (content, content.parent):
        file = first_file(folder, FILES)
        if file is None:
            continue
        settings = read_settings(file, tags_allowed=True)
        root = root_of(
            content, folder, text_of(settings, "docs_dir", "docs"), f"docs_dir in {file}"
        )
        if root:
            return SiteSettings(
                file=file,
                root=root,
                base=text_of(settings, "site_url"),
                anchors=mkdocs_anchors(settings),
                addresses=mkdocs_addresses(file, settings),
                syntax=python_markdown(
                    _extensions(settings.get("markdown_extensions")), str(file.parent)
                ),
            )
    return None


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
