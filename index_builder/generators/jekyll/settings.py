"""Jekyll's settings, _config.yml: the folder of pages, the base address, kramdown's options."""

from pathlib import Path

from index_builder.generators.jekyll.addresses import FILES, jekyll_addresses
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
from index_builder.generators.settings_files.site_folder import first_file, inside


def find_jekyll(content: Path) -> SiteSettings | None:
    """Read Jekyll's settings if the folder has any.

    Raises:
        SiteError: the settings can't be read or used.
    """
    file = first_file(content, FILES)
    if file is None:
        return None
    settings = read_settings(file)
    path = text_of(settings, "baseurl").strip("/")
    return SiteSettings(
        file=file,
        root=inside(content, text_of(settings, "source", "."), f"source in {file}"),
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
