"""Where the mkdocs-static-i18n plugin publishes each language's pages.

Source of the rules: suffix.py, folder.py, config.py and reconfigure.py of mkdocs-static-i18n 1.3.
Where a language lacks a page, the plugin shows the default language's at its address, too; a page
here has one address, that in its own language.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from index_builder.generators.mkdocs.plugins import Plugin
from index_builder.generators.settings_files.settings_file import text_of

_LOCALE = re.compile(r"[a-z]{2}(-[A-Za-z]{4})?(-[A-Z]{2})?|[a-z]{2}_[A-Z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """The languages of a site, and how files are told apart."""

    default: str
    built: frozenset[str]
    known: frozenset[str]  # those that are not built, too
    in_folders: bool = False  # fr/page.md, not page.fr.md

    def source_path(self, path: str) -> str | None:
        """Return the path of the file that would have the page's address; None if not built."""
        language, bare = self._folder(path) if self.in_folders else self._suffix(path)
        if language not in self.built:
            return None
        return bare if language == self.default else f"{language}/{bare}"

    def rival(self, path: str, pages: frozenset[str]) -> str | None:
        """Return the file of the default language that has this one's address."""
        if self.in_folders:
            return None
        file = PurePosixPath(path)
        suffixed = str(file.with_name(f"{file.stem}.{self.default}{file.suffix}"))
        return suffixed if suffixed in pages else None

    def _folder(self, path: str) -> tuple[str, str]:
        top, _, rest = path.partition("/")
        if rest and (top in self.known or _LOCALE.fullmatch(top)):
            return top, rest
        return self.default, path

    def _suffix(self, path: str) -> tuple[str, str]:
        file = PurePosixPath(path)
        ending = PurePosixPath(file.stem).suffix.removeprefix(".")
        if ending and (ending in self.known or _LOCALE.fullmatch(ending)):
            bare = file.with_name(file.stem.removesuffix(f".{ending}") + file.suffix)
            return ending, str(bare)
        return self.default, path


def languages_of(plugins: tuple[Plugin, ...]) -> Languages | None:
    """Return the languages that the i18n plugin is told of, None without the plugin."""
    options = next((plugin.options for plugin in plugins if plugin.name == "i18n"), None)
    if options is None:
        return None
    entries = options.get("languages")
    listed = [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []
    locales = [text_of(one, "locale") for one in listed]
    only = text_of(options, "build_only_locale")
    built = {
        text_of(one, "locale")
        for one in listed
        if one.get("build") is not False and text_of(one, "locale") != "null"
    }
    defaults = [text_of(one, "locale") for one in listed if one.get("default") is True]
    default = only or next(iter(defaults), "")
    if not default:
        return None  # the plugin refuses to build such a site, or it is an old version
    return Languages(
        default=default,
        built=frozenset({only} if only else built),
        known=frozenset(locales),
        in_folders=text_of(options, "docs_structure", "suffix") == "folder",
    )
