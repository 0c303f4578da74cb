"""All folders of Markdown that a Docusaurus site publishes: versions, translations, blog, pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index_builder.generators.docusaurus.addresses import USUALLY_INCLUDED, Part
from index_builder.generators.docusaurus.plugins import INSTEAD, Kind, Plugin
from index_builder.generators.docusaurus.versions import (
    CURRENT,
    DEFAULT_ID,
    Version,
    read_versions,
)
from index_builder.generators.settings_files.globs import Globs, UnreadGlobError, globs
from index_builder.generators.settings_files.javascript_options import JsOptions
from index_builder.generators.settings_files.javascript_values import (
    JsAbsent,
    JsFlag,
    JsObject,
)
from index_builder.generators.settings_files.site_folder import files_below

_USUAL_FOLDER: dict[Kind, str] = {"docs": "docs", "blog": "blog", "pages": "src/pages"}
_USUAL_ROUTE: dict[Kind, str] = {"docs": "docs", "blog": "blog", "pages": "/"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePart:
    """A part of a site, where it lies, and what its pages are to readers."""

    part: Part
    folder: Path  # resolved; it exists
    instance: str  # which plugin publishes it
    is_last: bool = True  # the version that plain links open
    is_current: bool = True  # the folder that authors edit, released or not
    locale: str = ""  # "" for the default one


@dataclass(frozen=True, slots=True, kw_only=True)
class Locales:
    """The languages of a site."""

    default: str
    others: tuple[str, ...]
    folder: Path  # i18n/
    paths: dict[str, str]  # folder names in it, and in addresses, where they are set


def read_locales(settings: JsObject, folder: Path, options: JsOptions) -> Locales:
    """Return the languages that `i18n` in the settings names."""
    i18n = options.section(settings, "i18n", instead=INSTEAD)
    default = options.text(i18n, "defaultLocale", "en", instead=INSTEAD)
    names = options.texts(i18n, "locales", instead=INSTEAD) or (default,)
    place = folder / options.text(i18n, "path", "i18n", instead=INSTEAD)
    configs = options.section(i18n, "localeConfigs", instead=INSTEAD)
    paths = {}
    for name in names:
        config = options.section(configs, name, instead=INSTEAD)
        paths[name] = options.text(config, "path", name, instead=INSTEAD)
        if not isinstance(config.get("baseUrl"), JsAbsent) or not isinstance(
            config.get("url"), JsAbsent
        ):
            options.warn(
                config.line,
                f"the locale {name} has an address of its own, which is not used: index its"
                " folder alone and pass --site-url",
            )
    others = tuple(name for name in names if name != default)
    return Locales(default=default, others=others, folder=place, paths=paths)


def read_parts(
    plugins: Sequence[Plugin], folder: Path, locales: Locales, options: JsOptions
) -> list[SitePart]:
    """Return every part of the site that has a folder.

    Raises:
        SiteError: versions.json can't be used.
    """
    return [
        part
        for plugin in plugins
        for found in _of_plugin(plugin, folder, options)
        for part in _with_translations(found, plugin, locales)
    ]


def _of_plugin(plugin: Plugin, folder: Path, options: JsOptions) -> Iterator[SitePart]:
    kind, given = plugin.kind, plugin.options
    identity = options.text(given, "id", DEFAULT_ID, instead=INSTEAD)
    named = options.text(given, "path", _USUAL_FOLDER[kind], instead=INSTEAD)
    route = options.text(given, "routeBasePath", _USUAL_ROUTE[kind], instead=INSTEAD)
    part = Part(
        kind=kind,
        route=route.strip("/"),
        include=_patterns(given, "include", options) or USUALLY_INCLUDED,
        exclude=_patterns(given, "exclude", options),
        numbered=_is_numbered(given, options),
    )
    docs = folder / named
    current = Version(name=CURRENT, path="", folder=docs, is_last=True)
    versions: tuple[Version, ...] = (current,)
    if kind == "docs":
        versions = read_versions(given, folder, options, identity=identity, docs=docs)
    for version in versions:
        place = _existing(version.folder)
        if place:
            yield SitePart(
                part=replace(part, route=f"{part.route}/{version.path}".strip("/")),
                folder=place,
                instance=f"{kind}-{identity}",
                is_last=version.is_last,
                is_current=version.name == CURRENT,
            )


def _patterns(given: JsObject, key: str, options: JsOptions) -> Globs | None:
    """Return `include` or `exclude`, if it is set and can be read."""
    patterns = options.texts(given, key, instead=INSTEAD)
    if patterns is None:
        return None
    try:
        return globs(patterns, dot=key == "exclude")
    except UnreadGlobError as error:
        options.warn(
            given.get(key).line,
            f"{key} has the pattern {str(error)!r}, which is not understood: {key} is not used;"
            " take the pages that it concerns out of the content",
        )
        return None


def _is_numbered(given: JsObject, options: JsOptions) -> bool:
    value = given.get("numberPrefixParser")
    if isinstance(value, JsFlag):
        return value.flag
    if not isinstance(value, JsAbsent):
        options.warn(value.line, f"numberPrefixParser is a function, which is not run: {INSTEAD}")
    return True


def _with_translations(found: SitePart, plugin: Plugin, locales: Locales) -> Iterator[SitePart]:
    """Yield a part and its translations; one into the default language stands in for originals."""
    originals = _pages_in(found.folder)
    version = "current" if found.is_current else found.folder.name
    _, _, identity = found.instance.partition("-")
    suffix = "" if identity == DEFAULT_ID else f"-{identity}"
    inner = f"docusaurus-plugin-content-{plugin.kind}{suffix}"
    inner += f"/{version}" if plugin.kind == "docs" else ""
    for locale in (locales.default, *locales.others):
        place = _existing(locales.folder / locales.paths.get(locale, locale) / inner)
        is_default = locale == locales.default
        own = _pages_in(place) if place else frozenset()
        if is_default:
            yield replace(found, part=replace(found.part, translated=own & originals))
        if place:
            route = found.part.route if is_default else f"{locale}/{found.part.route}".strip("/")
            part = replace(found.part, route=route, translates=originals)
            yield replace(found, part=part, folder=place, locale="" if is_default else locale)


def _pages_in(folder: Path) -> frozenset[str]:
    files = (file for file in files_below(folder) if file.suffix in (".md", ".mdx"))
    return frozenset(file.relative_to(folder).as_posix() for file in files)


def _existing(folder: Path) -> Path | None:
    try:
        found = folder.resolve()
        return found if found.is_dir() else None
    except (OSError, RuntimeError, ValueError):  # a loop of links, or a null character
        return None
