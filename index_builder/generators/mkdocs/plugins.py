"""The plugins of a MkDocs site: which there are, and what is said of those not followed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from index_builder.generators.settings_files.settings_file import Settings, section_of

_BRING_PAGES = frozenset(
    "monorepo multirepo gen-files api-autonav mkdocs-autoapi autoapi mkdocs-jupyter"
    " mknotebooks".split()
)
_FILL_IN_TEXT = frozenset("macros markdownextradata include-markdown table-reader".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """One entry of `plugins`, which is in use."""

    name: str  # without the theme's name before it
    options: Settings


def plugins_of(settings: Settings) -> tuple[Plugin, ...]:
    """Return the plugins that are switched on, in their order."""
    entries = settings.get("plugins")
    pairs: list[tuple[str, Settings]] = []
    if isinstance(entries, Mapping):
        pairs = [(str(name), section_of(entries, str(name))) for name in entries]
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, str):
            pairs.append((entry, {}))
        elif isinstance(entry, Mapping):
            pairs += [(str(name), section_of(entry, str(name))) for name in entry]
    return tuple(
        Plugin(name=name.removeprefix("material/"), options=options)
        for name, options in pairs
        if options.get("enabled") is not False
    )


def brings_pages(plugin: Plugin) -> bool:
    """Return whether a plugin adds pages that are not files of the site."""
    return plugin.name in _BRING_PAGES


def unfollowed(
    plugins: tuple[Plugin, ...], place: Callable[..., str], *, hooks: bool = False
) -> tuple[str, ...]:
    """Return a warning for hooks, and for each plugin that brings pages or text not read here."""
    warnings = []
    if hooks:
        warnings.append(
            f"{place('hooks')}: hooks are programs, which are not run: what they add is not quoted,"
            " and addresses that they change are guesses: pass --address-pattern if they do"
        )
    for name in dict.fromkeys(plugin.name for plugin in plugins):
        where = place("plugins", name)
        if name in _BRING_PAGES:
            warnings.append(
                f"{where}: the plugin {name} brings pages that are not read here, so nothing of"
                " them is quoted: index the folder they come from, too"
            )
        elif name in _FILL_IN_TEXT:
            warnings.append(
                f"{where}: the plugin {name} fills in text that is not read here: what it brings is"
                " not quoted, and its tags are quoted as they are written"
            )
    return tuple(warnings)
