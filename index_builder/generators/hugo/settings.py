"""Hugo's settings, hugo.toml and its like: the folder of pages, the address, Goldmark's parser."""

from typing import Literal

from index_builder.generators.hugo.addresses import hugo_addresses
from index_builder.generators.hugo.anchors import HugoAnchors
from index_builder.generators.registration import SiteSettings
from index_builder.generators.settings_files.settings_file import (
    Settings,
    read_settings,
    section_of,
    text_of,
)
from index_builder.generators.settings_files.settings_place import SettingsPlace
from index_builder.generators.settings_files.site_folder import pages_folder

_IDS_FROM_TEXT = (0, 144)  # the first version that makes ids from the rendered text


def read_hugo(place: SettingsPlace) -> SiteSettings | None:
    """Read Hugo's settings; None if they are another tool's, or the content is not in its pages.

    Raises:
        SiteError: the settings can't be read or used.
    """
    settings = {key.lower(): value for key, value in read_settings(place.file).items()}
    if not place.file.name.startswith("hugo.") and "baseurl" not in settings:
        return None  # many tools call their settings config.yaml
    pages = text_of(settings, "contentdir", "content")
    root = pages_folder(place, place.folder, pages, f"contentDir in {place.file}")
    if root is None:
        return None
    return SiteSettings(
        file=place.file,
        root=root,
        base=text_of(settings, "baseurl"),
        anchors=hugo_anchors(settings),
        addresses=hugo_addresses(settings),
    )


def hugo_anchors(settings: Settings) -> HugoAnchors:
    """Take `markup.goldmark.parser` and the version the site asks for; keys are in lower case."""
    parser = section_of(lower_keys(settings), "markup", "goldmark", "parser")
    kind = text_of(parser, "autoidtype") or text_of(parser, "autoheadingidtype", "github")
    titles = section_of(parser, "attribute").get("title")
    made = parser.get("autoheadingid", parser.get("autoid"))
    wanted = text_of(section_of(lower_keys(settings), "module", "hugoversion"), "min")
    return HugoAnchors(
        explicit_ids=titles is not False,
        auto_ids=made is not False,
        id_type=_id_type(kind),
        ids_from="text" if _version(wanted) >= _IDS_FROM_TEXT else "source",
    )


def lower_keys(settings: Settings) -> Settings:
    """Return settings with every key in lower case, as Hugo reads them."""
    return {
        key.lower(): lower_keys(value) if isinstance(value, dict) else value
        for key, value in settings.items()
    }


def _id_type(kind: str) -> Literal["github", "github-ascii", "blackfriday"]:
    if kind == "github-ascii":
        return "github-ascii"
    return "blackfriday" if kind == "blackfriday" else "github"


def _version(text: str) -> tuple[int, ...]:
    parts = text.strip("v ").split(".")[:2]
    return tuple(int(part) for part in parts) if all(part.isdecimal() for part in parts) else (0,)
