"""Docusaurus' settings, docusaurus.config.js: never run, only read for literals."""

from collections.abc import Mapping
from pathlib import Path

from index_builder.generators.docusaurus.addresses import FILES, DocusaurusAddresses
from index_builder.generators.docusaurus.anchors import DocusaurusAnchors
from index_builder.generators.docusaurus.syntax import Mdx
from index_builder.generators.registration import SiteSettings
from index_builder.generators.settings_files.javascript import literals
from index_builder.generators.settings_files.settings_file import settings_text
from index_builder.generators.settings_files.site_folder import first_file


def find_docusaurus(content: Path) -> SiteSettings | None:
    """Read Docusaurus' settings if this folder or the one above it has any.

    Raises:
        SiteError: the settings can't be read or used.
    """
    for folder in (content, content.parent):
        file = first_file(folder, FILES)
        if file is None:
            continue
        settings = literals(settings_text(file))
        inner = content / "docs" if folder == content else content
        return SiteSettings(
            file=file,
            root=inner if inner.is_dir() else content,
            base=settings.get("url", "").rstrip("/") + settings.get("baseUrl", ""),
            anchors=DocusaurusAnchors(),
            addresses=_docusaurus_addresses(settings),
            syntax=Mdx(),
        )
    return None


def _docusaurus_addresses(settings: Mapping[str, str]) -> DocusaurusAddresses:
    slash = settings.get("trailingSlash")
    return DocusaurusAddresses(
        route=settings.get("presets.docs.routeBasePath", "docs").strip("/"),
        trailing_slash=None if slash is None else slash == "true",
    )
