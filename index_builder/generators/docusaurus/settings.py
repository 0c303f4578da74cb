"""Docusaurus' settings, docusaurus.config.js or .ts: never run, only read for what they say."""

import posixpath
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from os.path import commonpath
from pathlib import Path

from index_builder.generators.docusaurus.addresses import DocusaurusAddresses
from index_builder.generators.docusaurus.anchors import DocusaurusAnchors
from index_builder.generators.docusaurus.other_addresses import DocusaurusServes
from index_builder.generators.docusaurus.plugins import Plugins, read_plugins
from index_builder.generators.docusaurus.site_parts import SitePart, read_locales, read_parts
from index_builder.generators.docusaurus.syntax import Mdx
from index_builder.generators.registration import SiteSettings
from index_builder.generators.settings_files.javascript_options import JsOptions
from index_builder.generators.settings_files.settings_place import SettingsPlace
from index_builder.index.errors import SiteError
from index_builder.index.passage import LeftOut

_ADDRESS = "pass --site-url"
_WHAT = {"docs": "the docs", "blog": "the blog", "pages": "the pages beside the docs"}


def read_docusaurus(place: SettingsPlace) -> SiteSettings | None:
    """Read Docusaurus' settings; None if the content is not among the site's pages.

    Raises:
        SiteError: the settings can't be read or used.
    """
    options = JsOptions(file=place.file, folder=place.folder)
    settings = options.exported()
    plugins = read_plugins(settings, options)
    locales = read_locales(settings, place.folder, options)
    parts = read_parts(plugins.content, place.folder, locales, options)
    chosen = chosen_parts(parts, place.content)
    if not chosen:
        if place.content == place.folder:
            raise SiteError(_no_pages(place, plugins))
        return None
    root = Path(commonpath([one.folder for one in chosen]))
    url = options.text(settings, "url", "", instead=_ADDRESS)
    base = options.text(settings, "baseUrl", "/", instead=_ADDRESS)
    slash = options.flag(
        settings, "trailingSlash", None, instead="pass --address-pattern if addresses end otherwise"
    )
    placed = [replace(one.part, at=_path(one.folder, root)) for one in chosen]
    return SiteSettings(
        file=place.file,
        root=root,
        base=url.rstrip("/") + posixpath.join("/", base),
        anchors=DocusaurusAnchors(),
        addresses=DocusaurusAddresses(parts=tuple(placed), trailing_slash=slash),
        warnings=tuple(options.warnings),
        left_out=tuple(_left_out(parts, chosen, place)),
        serves=DocusaurusServes(
            folder=place.folder,
            statics=options.texts(settings, "staticDirectories", instead="") or ("static",),
            read=tuple(one.part.route for one in chosen),
            unread=tuple((one.part.kind, one.part.route) for one in parts if one not in chosen),
            has_other_plugins=any(name for name in plugins.others),
        ),
        syntax=Mdx(),
    )


def chosen_parts(parts: Sequence[SitePart], content: Path) -> list[SitePart]:
    """Return the parts to read: the one that the content is in, else what plain links open in it.

    Of each instance of the docs that is its version which plain links open, in the site's own
    language; another one only if the content holds no better one. A blog and pages beside the
    docs are read where the content holds no docs.
    """
    around = [one for one in parts if content.is_relative_to(one.folder)]
    if around:
        return [max(around, key=lambda one: len(one.folder.parts))]
    inside = [one for one in parts if one.folder.is_relative_to(content)]
    docs = [one for one in inside if one.part.kind == "docs"]
    instances: defaultdict[str, list[SitePart]] = defaultdict(list)
    for one in docs or inside:
        instances[one.instance].append(one)
    best = {name: min(map(_rank, several)) for name, several in instances.items()}
    return [one for one in docs or inside if _rank(one) == best[one.instance]]


def _rank(one: SitePart) -> tuple[bool, bool]:
    return one.locale != "", not one.is_last


def _left_out(
    parts: Sequence[SitePart], chosen: Sequence[SitePart], place: SettingsPlace
) -> list[LeftOut]:
    """Return what of the content is not read, and how to read it: each folder once."""
    found = []
    for one in parts:
        is_inside = one.folder.is_relative_to(place.content)
        if one in chosen or not is_inside or one.folder in [other.folder for other in chosen]:
            continue
        if not any(one.folder.rglob("*.md")) and not any(one.folder.rglob("*.mdx")):
            continue
        folder = f"{_path(one.folder, place.content)}/"
        reason = f"{_what(one)}: name that folder as the content to index it"
        found.append(LeftOut(path=folder, lines=(1, 1), reason=reason))
    return found


def _what(one: SitePart) -> str:
    if one.locale:
        return f"the translation into {one.locale}"
    if one.is_last:
        return _WHAT[one.part.kind]
    address = f"which the site has at /{one.part.route}/"
    return f"not released yet, {address}" if one.is_current else f"another version, {address}"


def _no_pages(place: SettingsPlace, plugins: Plugins) -> str:
    kinds = ", ".join(sorted({plugin.kind for plugin in plugins.content})) or "none"
    return (
        f"{place.file}: none of the folders of pages that it names ({kinds}) is inside"
        f" {place.folder}: name the folder of pages as the content, and this file with --settings"
    )


def _path(folder: Path, root: Path) -> str:
    path = folder.relative_to(root).as_posix()
    return "" if path == "." else path
