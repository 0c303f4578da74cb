"""Hugo's settings as a whole: the main file, and those of config/_default and config/production.

Source of the rules: "Configuration directory" of the Hugo documentation and config/configLoader.go:
a file's name is the key that it stands for, "menus.en" a key of a language. Keys are read in any
case; here they are all in lower case.
"""

from dataclasses import dataclass
from pathlib import Path

from index_builder.generators.settings_files.setting_lines import place_of
from index_builder.generators.settings_files.settings_file import (
    Settings,
    read_settings,
    settings_text,
)

_ENDS = (".toml", ".yaml", ".yml", ".json")
_MAIN = ("hugo", "config")
_FOLDERS = ("config/_default", "config/production")  # the later one counts; `hugo` is for readers
FILES = tuple(
    f"{folder}{name}{end}" for folder in ("", "config/_default/") for name in _MAIN for end in _ENDS
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The merged settings, keys in lower case, and the files they come from, the last one first."""

    settings: Settings
    files: tuple[tuple[Path, Settings], ...]

    def place(self, *keys: str) -> str:
        """Return "file:line" of a setting, in the file that sets it."""
        owners = [file for file, own in self.files if _has(own, keys)]
        file = owners[0] if owners else self.files[-1][0]
        text = settings_text(file)
        found = place_of(file, text, *keys)
        return found if found != str(file) else place_of(file, text, keys[-1])


def read_configuration(file: Path, folder: Path) -> Configuration:
    """Read the settings of the site in `folder`, whose main file is `file`.

    Raises:
        SiteError: one of the files can't be read.
    """
    merged: Settings = {}
    files = []
    for path, keys in _files(file, folder):
        own = lower_keys(read_settings(path))
        for key in reversed(keys):
            own = {key: own}
        merged = merge(merged, own)
        files.append((path, own))
    return Configuration(settings=merged, files=tuple(reversed(files)))


def lower_keys(settings: Settings) -> Settings:
    """Return settings with every key in lower case, as Hugo reads them."""
    return {str(key).lower(): _lowered(value) for key, value in settings.items()}


def merge(below: Settings, above: Settings) -> Settings:
    """Return settings with those of `above` put over those of `below`, mapping by mapping."""
    both = dict(below)
    for key, value in above.items():
        known = both.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            both[key] = merge(known, value)
        else:
            both[key] = value
    return both


def _lowered(value: object) -> object:
    if isinstance(value, dict):
        return lower_keys(value)
    return [_lowered(item) for item in value] if isinstance(value, list) else value


def _files(file: Path, folder: Path) -> list[tuple[Path, tuple[str, ...]]]:
    """Return the files in the order in which they are merged, with the keys they stand for."""
    found: list[tuple[Path, tuple[str, ...]]] = (
        [] if file.parent.name == "_default" else [(file, ())]
    )
    for name in _FOLDERS:
        below = folder / name
        inside = sorted(below.rglob("*")) if below.is_dir() else []
        found += [
            (path, _keys(path.stem))
            for path in inside
            if path.suffix in _ENDS and path.is_file() and path.resolve().is_relative_to(folder)
        ]
    return found


def _keys(stem: str) -> tuple[str, ...]:
    name, _, language = stem.lower().partition(".")
    if name in _MAIN:
        return ()
    if not language:
        return (name,)
    inner = {"menu": ("menus",), "menus": ("menus",), "params": ("params",)}
    return ("languages", language, *inner.get(name, ()))


def _has(settings: Settings, keys: tuple[str, ...]) -> bool:
    for key in keys:
        if not isinstance(settings, dict) or key.lower() not in settings:
            return False
        settings = settings[key.lower()]
    return True
