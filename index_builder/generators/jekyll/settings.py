"""Jekyll's settings, _config.yml: the folder of pages, the base address, kramdown's options."""

from index_builder.generators.jekyll.addresses import jekyll_addresses
from index_builder.generators.jekyll.anchors import KramdownAnchors
from index_builder.generators.jekyll.syntax import Kramdown
from index_builder.generators.registration import SiteSettings
from index_builder.generators.settings_files.settings_file import (
    Settings,
    read_settings,
    section_of,
    text_of,
    texts_of,
)
from index_builder.generators.settings_files.settings_place import SettingsPlace
from index_builder.generators.settings_files.site_folder import pages_folder


def read_jekyll(place: SettingsPlace) -> SiteSettings | None:
    """Read Jekyll's settings; None if the content is not among the site's pages.

    Raises:
        SiteError: the settings can't be read or used.
    """
    settings = read_settings(place.file)
    source = text_of(settings, "source", ".")
    root = pages_folder(place, place.file.parent, source, f"source in {place.file}")
    if root is None:
        return None
    path = text_of(settings, "baseurl").strip("/")
    return SiteSettings(
        file=place.file,
        root=root,
        base=text_of(settings, "url").rstrip("/") + (f"/{path}" if path else ""),
        anchors=jekyll_anchors(settings),
        addresses=jekyll_addresses(settings),
        syntax=jekyll_syntax(settings),
    )


def jekyll_anchors(settings: Settings) -> KramdownAnchors:
    """Take the `kramdown` settings of _config.yml."""
    kramdown = section_of(settings, "kramdown")
    return KramdownAnchors(
        auto_ids=kramdown.get("auto_ids") is not False,
        auto_id_prefix=text_of(kramdown, "auto_id_prefix"),
        input="kramdown" if text_of(kramdown, "input", "GFM") == "kramdown" else "GFM",
        typographic="no_auto_typographic" not in _listed(kramdown, "gfm_quirks"),
    )


def jekyll_syntax(settings: Settings) -> Kramdown:
    """Take what `kramdown` in _config.yml says of its parser."""
    kramdown = section_of(settings, "kramdown")
    return Kramdown(
        reads_html=kramdown.get("parse_block_html") is True,
        is_gfm=text_of(kramdown, "input", "GFM") != "kramdown",
    )


def _listed(settings: Settings, key: str) -> tuple[str, ...]:
    """Return a list's items; kramdown also accepts one text with commas."""
    return tuple(part.strip() for text in texts_of(settings, key) for part in text.split(","))
