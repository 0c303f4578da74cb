"""Docusaurus' settings, docusaurus.config.js: never run, only read for literals."""

from collections.abc import Mapping

from index_builder.generators.docusaurus.addresses import DocusaurusAddresses
from index_builder.generators.docusaurus.anchors import DocusaurusAnchors
from index_builder.generators.docusaurus.syntax import Mdx
from index_builder.generators.registration import SiteSettings
from index_builder.generators.settings_files.javascript import literals
from index_builder.generators.settings_files.settings_file import settings_text
from index_builder.generators.settings_files.settings_place import SettingsPlace


def read_docusaurus(place: SettingsPlace) -> SiteSettings | None:
    """Read Docusaurus' settings; None if the content is not among the site's docs.

    Raises:
        SiteError: the settings can't be read or used.
    """
    settings = literals(settings_text(place.file))
    docs = place.folder / "docs"
    if place.content != place.folder and not place.content.is_relative_to(docs):
        return None
    return SiteSettings(
        file=place.file,
        root=docs if docs.is_dir() else place.content,
        base=settings.get("url", "").rstrip("/") + settings.get("baseUrl", ""),
        anchors=DocusaurusAnchors(),
        addresses=_docusaurus_addresses(settings),
        syntax=Mdx(),
    )


def _docusaurus_addresses(settings: Mapping[str, str]) -> DocusaurusAddresses:
    slash = settings.get("trailingSlash")
    return DocusaurusAddresses(
        route=settings.get("presets.docs.routeBasePath", "docs").strip("/"),
        trailing_slash=None if slash is None else slash == "true",
    )
