"""Hugo's settings, hugo.toml and its like: the folders of pages, the address, Goldmark's parser."""

import re
from pathlib import Path
from typing import Literal

from index_builder.generators.hugo.addresses import HugoAddresses, language_prefix
from index_builder.generators.hugo.anchors import HugoAnchors
from index_builder.generators.hugo.configuration import Configuration, read_configuration
from index_builder.generators.hugo.content_folders import ContentFolders, Language
from index_builder.generators.hugo.mounts import MountSettings, mount_settings
from index_builder.generators.hugo.other_addresses import HugoServes
from index_builder.generators.hugo.permalinks import templates_of
from index_builder.generators.hugo.publication import publication_of
from index_builder.generators.hugo.version import (
    CURRENT,
    IDS_FROM_TEXT,
    PATHS_REWORKED,
    SECTION_SLUGS,
    Version,
    hugo_version,
)
from index_builder.generators.registration import SiteSettings
from index_builder.generators.settings_files.settings_file import (
    Settings,
    section_of,
    settings_text,
    text_of,
    texts_of,
)
from index_builder.generators.settings_files.settings_place import SettingsPlace
from index_builder.generators.settings_files.site_folder import pages_folder
from index_builder.index.errors import SiteError


def read_hugo(place: SettingsPlace) -> SiteSettings | None:
    """Read Hugo's settings; None if they are another tool's, or the content is not in its pages.

    Raises:
        SiteError: the settings can't be read or used.
    """
    if not _is_hugos(place.file):
        return None
    configuration = read_configuration(place.file, place.folder)
    settings = configuration.settings
    mounts = mount_settings(configuration)
    root = pages_folder(place, place.folder, mounts.root, f"contentDir in {place.file}")
    if root is None:
        return None
    version = hugo_version(settings, place.folder)
    patterns, unread = _ignored(configuration)
    addresses = _addresses(settings, mounts, patterns, root, version)
    return SiteSettings(
        file=place.file,
        root=root,
        base=text_of(settings, "baseurl"),
        anchors=hugo_anchors(settings, version),
        addresses=addresses,
        serves=_serves(settings, root, addresses),
        warnings=(*mounts.warnings, *unread),
    )


def _serves(settings: Settings, root: Path, addresses: HugoAddresses) -> HugoServes:
    disabled = {kind.lower() for kind in texts_of(settings, "disablekinds")}
    folders = addresses.folders
    return HugoServes(
        root=root,
        mounts=tuple((mount.source, mount.target) for mount in folders.mounts),
        prefixes=frozenset(
            language.prefix for language in folders.languages.values() if not language.disabled
        ),
        lists="section" not in disabled,
        terms=frozenset() if {"taxonomy", "term"} <= disabled else addresses.taxonomies,
        urlized=addresses.urlized,
    )


def _is_hugos(file: Path) -> bool:
    """Return whether a file is Hugo's: many tools call their settings config.yaml."""
    if file.name.startswith("hugo.") or file.parent.name == "_default":
        return True
    try:
        return "baseurl" in settings_text(file).lower()
    except SiteError:  # another tool's, of whatever form
        return False


def _addresses(
    settings: Settings,
    mounts: MountSettings,
    ignored: tuple[re.Pattern[str], ...],
    root: Path,
    version: Version,
) -> HugoAddresses:
    ugly = settings.get("uglyurls")
    languages = section_of(settings, "languages")
    reworked = version >= PATHS_REWORKED
    return HugoAddresses(
        ugly=ugly if isinstance(ugly, dict) else ugly is True,
        permalinks=templates_of(settings),
        language_permalinks={code: templates_of(section_of(languages, code)) for code in languages},
        keep_case=settings.get("disablepathtolower") is True,
        drop_accents=settings.get("removepathaccents") is True,
        folders=_folders(settings, mounts, single_has_folder=reworked),
        publication=publication_of(settings, headless_pages=reworked),
        ignored=ignored,
        real_folder=str(root),
        cascades=(settings["cascade"],) if "cascade" in settings else (),
        taxonomies=_taxonomies(settings),
        reworked=reworked,
        section_slugs=version >= SECTION_SLUGS,
    )


def _taxonomies(settings: Settings) -> frozenset[str]:
    """Return the folders whose pages are about terms; without the setting, Hugo has two."""
    if "taxonomies" not in settings:
        return frozenset({"tags", "categories"})
    written = section_of(settings, "taxonomies")
    return frozenset(text_of(written, name).lower() for name in written)


def _folders(
    settings: Settings, mounts: MountSettings, *, single_has_folder: bool
) -> ContentFolders:
    """Return the folders of pages; older versions give an only language no folder of its own."""
    default = text_of(settings, "defaultcontentlanguage", "en").lower()
    written = section_of(settings, "languages")
    off = {code.lower() for code in texts_of(settings, "disablelanguages")}
    asked = settings.get("defaultcontentlanguageinsubdir") is True
    in_subfolder = asked and (single_has_folder or len(written) > 1)
    bases = {code: text_of(section_of(written, code), "baseurl") for code in written}
    several_hosts = bool(bases) and all(bases.values())
    languages = {
        code: Language(
            prefix=(
                "" if several_hosts else language_prefix(code, default, in_subfolder=in_subfolder)
            ),
            base=bases[code].rstrip("/") if several_hosts else None,
            disabled=section_of(written, code).get("disabled") is True or code in off,
        )
        for code in written
    }
    if default not in languages:
        prefix = language_prefix(default, default, in_subfolder=in_subfolder)
        languages[default] = Language(prefix=prefix)
    return ContentFolders(mounts=mounts.mounts, default=default, languages=languages)


def _ignored(
    configuration: Configuration,
) -> tuple[tuple[re.Pattern[str], ...], tuple[str, ...]]:
    """Return the patterns of ignoreFiles, and warnings about those that can't be read."""
    patterns = []
    warnings = []
    for written in texts_of(configuration.settings, "ignorefiles"):
        try:
            patterns.append(re.compile(written))
        except re.error as error:
            warnings.append(
                f"{configuration.place('ignorefiles')}: ignoreFiles has {written!r}, which is not"
                f" read here ({error}), so that files it leaves out are quoted: write it simpler"
            )
    return tuple(patterns), tuple(warnings)


def hugo_anchors(settings: Settings, version: Version = CURRENT) -> HugoAnchors:
    """Take `markup.goldmark.parser`; keys are in lower case."""
    parser = section_of(settings, "markup", "goldmark", "parser")
    kind = text_of(parser, "autoidtype") or text_of(parser, "autoheadingidtype", "github")
    titles = section_of(parser, "attribute").get("title")
    made = parser.get("autoheadingid", parser.get("autoid"))
    return HugoAnchors(
        explicit_ids=titles is not False,
        auto_ids=made is not False,
        id_type=_id_type(kind),
        ids_from="text" if version >= IDS_FROM_TEXT else "source",
    )


def _id_type(kind: str) -> Literal["github", "github-ascii", "blackfriday"]:
    if kind == "github-ascii":
        return "github-ascii"
    return "blackfriday" if kind == "blackfriday" else "github"
