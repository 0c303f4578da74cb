"""The content plugins that a Docusaurus site runs: its docs, its blogs, its pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from index_builder.generators.settings_files.javascript_options import JsOptions
from index_builder.generators.settings_files.javascript_values import (
    JsAbsent,
    JsFlag,
    JsFunction,
    JsList,
    JsObject,
    JsText,
    JsValue,
)

Kind = Literal["docs", "blog", "pages"]
KINDS: tuple[Kind, ...] = ("docs", "blog", "pages")
INSTEAD = "name the folder of pages as the content and pass --address-pattern if it is another"
# Written out, in the plugin's reference or as a path, these are all one preset's name.
_USUAL_PRESET = ("classic", "@docusaurus/preset-classic", "@docusaurus/classic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """One instance of a content plugin, with its options as written."""

    kind: Kind
    options: JsObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugins:
    """What the settings run."""

    content: tuple[Plugin, ...]
    others: tuple[str, ...]  # names of plugins that may make pages of their own


def read_plugins(settings: JsObject, options: JsOptions) -> Plugins:
    """Return the content plugins, in the settings' order; the presets come first."""
    content = list(_of_presets(settings, options))
    others: list[str] = []
    for name, inner in _named(settings, "plugins", options):
        kind = next((kind for kind in KINDS if _is_content_plugin(name, kind)), None)
        if kind is None:
            others.append(name)
        elif isinstance(inner, JsObject):
            content.append(Plugin(kind=kind, options=inner))
        elif isinstance(inner, JsAbsent):
            content.append(Plugin(kind=kind, options=JsObject(line=inner.line)))
        else:
            options.warn(inner.line, f"the options of {name} can't be read: {INSTEAD}")
    is_bare = not _is_set(settings, "presets") and not _is_set(settings, "plugins")
    if is_bare and not options.warnings:
        reason = f"neither presets nor plugins: the usual ones are used; {INSTEAD}"
        options.warn(settings.line, reason)
    if not content and (is_bare or options.warnings):
        content = [Plugin(kind=kind, options=JsObject(line=settings.line)) for kind in KINDS]
    return Plugins(content=tuple(content), others=tuple(others))


def _is_set(settings: JsObject, key: str) -> bool:
    return not isinstance(settings.get(key), JsAbsent)


def _of_presets(settings: JsObject, options: JsOptions) -> Iterator[Plugin]:
    for name, inner in _named(settings, "presets", options):
        if not isinstance(inner, JsObject | JsAbsent):
            options.warn(inner.line, f"the options of the preset {name} can't be read: {INSTEAD}")
            continue
        given = inner if isinstance(inner, JsObject) else JsObject(line=inner.line)
        if given.rest:
            options.warn(given.line, f"a part of the preset {name} can't be read: {INSTEAD}")
        is_usual = name.endswith(_USUAL_PRESET)
        for kind in KINDS:
            value = given.get(kind)
            if isinstance(value, JsObject):
                yield Plugin(kind=kind, options=value)
            elif isinstance(value, JsAbsent) or (isinstance(value, JsFlag) and value.flag):
                if is_usual:
                    yield Plugin(kind=kind, options=JsObject(line=value.line))
            elif not isinstance(value, JsFlag):
                options.warn(
                    value.line, f"{kind} is `{value.written}`, which is not run: {INSTEAD}"
                )
                yield Plugin(kind=kind, options=JsObject(line=value.line))


def _named(settings: JsObject, key: str, options: JsOptions) -> Iterator[tuple[str, JsValue]]:
    """Yield the name and the options of each entry of `presets` or `plugins`."""
    value = settings.get(key)
    if isinstance(value, JsAbsent):
        if settings.rest:
            part = settings.rest[0]
            options.warn(part.line, f"`{part.written}` may set {key}, which is not run: {INSTEAD}")
        return
    for entry in value.items if isinstance(value, JsList) else (value,):
        if isinstance(entry, JsText):
            yield entry.text, JsAbsent(line=entry.line)
        elif isinstance(entry, JsList) and entry.items and isinstance(entry.items[0], JsText):
            yield entry.items[0].text, _options_of(entry.items)
        elif not _is_own_code(entry):
            options.warn(entry.line, f"an entry of {key}, `{entry.written}`, is not run: {INSTEAD}")
        else:
            yield "", JsAbsent(line=entry.line)


def _options_of(items: Sequence[JsValue]) -> JsValue:
    return items[1] if len(items) > 1 else JsAbsent(line=items[0].line)


def _is_content_plugin(name: str, kind: Kind) -> bool:
    bare = name.removeprefix("@docusaurus/").removeprefix("plugin-")
    return bare == f"content-{kind}" or name.endswith(f"plugin-content-{kind}")


def _is_own_code(entry: JsValue) -> bool:
    """Return whether an entry is a plugin of the site's own, which publishes no Markdown folder."""
    first = entry.items[0] if isinstance(entry, JsList) and entry.items else entry
    is_absent = isinstance(first, JsFlag | JsAbsent)  # `isProduction && "plugin"`, already decided
    return isinstance(first, JsFunction) or is_absent or first.written.startswith("require(")
