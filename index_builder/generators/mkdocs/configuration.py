"""MkDocs' settings as a whole: mkdocs.yml, the files it inherits from, and the environment.

Source of the rules: mkdocs/utils/yaml.py of MkDocs 1.6 (a child's mappings are merged into the
parent's, everything else replaces it) and pyyaml-env-tag 1.1. A zensical.toml has the same
settings below `project`, and more extensions of its own accord: zensical/config.py, 0.0.73.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index_builder.generators.settings_files.setting_lines import place_of
from index_builder.generators.settings_files.settings_file import (
    Settings,
    read_settings,
    section_of,
    settings_text,
)
from index_builder.generators.settings_files.yaml_values import Opaque
from index_builder.index.errors import SiteError

_MAX_PARENTS = 20  # the longest chain of a real repository so far has 3
# What decides which pages there are, and where.
_DECISIVE = frozenset(
    "site_url docs_dir site_dir use_directory_urls exclude_docs draft_docs markdown_extensions"
    " plugins".split()
)
_ZENSICAL_EXTENSIONS = (
    "abbr admonition attr_list def_list footnotes md_in_html toc pymdownx.betterem pymdownx.caret"
    " pymdownx.details pymdownx.emoji pymdownx.highlight pymdownx.inlinehilite pymdownx.keys"
    " pymdownx.magiclink pymdownx.mark pymdownx.smartsymbols pymdownx.superfences pymdownx.tabbed"
    " pymdownx.tasklist pymdownx.tilde".split()
)  # those of a zensical.toml that names none


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The merged settings, and the files they come from, the site's own first."""

    settings: Settings
    files: tuple[tuple[Path, Settings], ...]
    warnings: tuple[str, ...] = ()

    def place(self, *keys: str) -> str:
        """Return "file:line" of a setting, in the file that sets it."""
        owners = [file for file, own in self.files if keys[0] in own]
        file = owners[0] if owners else self.files[0][0]
        return place_of(file, settings_text(file), *keys)


def read_configuration(file: Path, environment: Mapping[str, str]) -> Configuration:
    """Read a site's settings, those they inherit, and the variables they name.

    Raises:
        SiteError: a file can't be read, or files inherit from each other in a circle.
    """
    files = _chain(file, environment)
    merged: Settings = {}
    warnings: list[str] = []
    for path, own in reversed(files):
        known, unknown = _with_environment(own, environment)
        warnings += [_unset(path, tag, key) for key, tag in unknown if key in _DECISIVE]
        merged = _merged(merged, known)
    if file.suffix == ".toml" and "markdown_extensions" not in merged:
        merged = {**merged, "markdown_extensions": list(_ZENSICAL_EXTENSIONS)}
    return Configuration(settings=merged, files=tuple(files), warnings=tuple(warnings))


def _chain(file: Path, environment: Mapping[str, str]) -> list[tuple[Path, Settings]]:
    """Return a settings file and its ancestors."""
    files: list[tuple[Path, Settings]] = []
    waiting: Path | None = file
    while waiting:
        if any(waiting == seen for seen, _ in files) or len(files) > _MAX_PARENTS:
            raise SiteError(
                f"{place_of(files[-1][0], settings_text(files[-1][0]), 'INHERIT')}: INHERIT leads"
                f" back to {waiting}, a chain with an end was wanted: correct it"
            )
        own = read_settings(waiting, tags_allowed=True)
        if waiting.suffix == ".toml":
            own = section_of(own, "project") or own
        files.append((waiting, {key: own[key] for key in own if key != "INHERIT"}))
        waiting = _parent(waiting, own, environment)
    return files


def _parent(file: Path, own: Settings, environment: Mapping[str, str]) -> Path | None:
    if "INHERIT" not in own:
        return None
    named, _ = _with_environment({"INHERIT": own["INHERIT"]}, environment)
    name = named["INHERIT"]
    place = place_of(file, settings_text(file), "INHERIT")
    wanted = "the path of a settings file was wanted: correct it"
    if not isinstance(name, str):
        raise SiteError(f"{place}: INHERIT is {name!r}, {wanted}")
    try:
        parent = (file.parent / name).resolve()
        exists = parent.is_file()
    except (OSError, RuntimeError, ValueError):  # a circle of links, or a null character
        exists = False
    if not exists:
        raise SiteError(f"{place}: INHERIT names {name!r}, which is no file; {wanted}")
    return parent


def _merged(parent: Settings, child: Settings) -> Settings:
    both = dict(parent)
    for key, value in child.items():
        inherited = both.get(key)
        if isinstance(inherited, Mapping) and isinstance(value, Mapping):
            both[key] = _merged(inherited, value)
        else:
            both[key] = value
    return both


def _with_environment(
    settings: Settings, environment: Mapping[str, str]
) -> tuple[Settings, list[tuple[str, Opaque]]]:
    """Replace each `!ENV`; the others returned are unset, with the top key they are below."""
    unknown: list[tuple[str, Opaque]] = []

    def known(value: object, top: str) -> object:
        if isinstance(value, Opaque) and value.parts[:1] == ("!ENV",):
            return _variable(value, top, environment, unknown)
        if isinstance(value, Mapping):
            return {key: known(inner, top or key) for key, inner in value.items()}
        return [known(inner, top) for inner in value] if isinstance(value, list) else value

    return {key: known(value, key) for key, value in settings.items()}, unknown


def _variable(
    tag: Opaque, top: str, environment: Mapping[str, str], unknown: list[tuple[str, Opaque]]
) -> object:
    """Return what the first variable that is set says, else the default."""
    from index_builder.generators.settings_files.plain_yaml import plain_value

    names = tag.parts[1:-1] or tag.parts[1:]
    for name in names:
        if name in environment:
            return plain_value(environment[name])
    if len(tag.parts) > 2:
        return plain_value(tag.parts[-1])
    unknown.append((top, tag))
    return None


def _unset(file: Path, tag: Opaque, key: str) -> str:
    end = "pass --site-url" if key == "site_url" else "give it a default"
    names = " ".join(tag.parts[1:]) or "(none)"
    return (
        f"{file}:{tag.line}: {key} is taken from the variable {names}, which is not set and has no"
        f" default: set it, or {end}"
    )
