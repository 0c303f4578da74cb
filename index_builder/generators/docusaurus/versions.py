"""The versions of an instance of Docusaurus' docs plugin, and which one plain links open.

As `versions/version.js` and `versions/files.js` of the plugin have it: versions.json lists the
released ones, the newest first; the folder of docs itself is the version "current".
"""

import json
from dataclasses import dataclass
from pathlib import Path

from index_builder.generators.docusaurus.plugins import INSTEAD
from index_builder.generators.settings_files.javascript_options import JsOptions
from index_builder.generators.settings_files.javascript_values import JsObject
from index_builder.generators.settings_files.settings_file import settings_text
from index_builder.index.errors import SiteError

CURRENT = "current"
DEFAULT_ID = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an instance of the docs."""

    name: str
    path: str  # in addresses, below the instance's route; "" for the one plain links open
    folder: Path
    is_last: bool  # the one that plain links open


def read_versions(
    instance: JsObject, folder: Path, options: JsOptions, *, identity: str, docs: Path
) -> tuple[Version, ...]:
    """Return the versions that a site in `folder` publishes of its folder `docs`.

    Raises:
        SiteError: versions.json is not a list of names.
    """
    released = _released(folder / _named("versions.json", identity))
    if options.flag(instance, "disableVersioning", False, instead=INSTEAD):
        released = []
    names = list(released)
    with_current = options.flag(instance, "includeCurrentVersion", True, instead=INSTEAD)
    if with_current and CURRENT not in names:
        names.insert(0, CURRENT)
    only = options.texts(instance, "onlyIncludeVersions", instead=INSTEAD)
    if only is not None:
        names = [name for name in names if name in only]
    usual = next((name for name in names if name != CURRENT), CURRENT)
    last = options.text(instance, "lastVersion", usual, instead=INSTEAD)
    paths = options.section(instance, "versions", instead=INSTEAD)
    versioned = folder / _named("versioned_docs", identity)
    found = []
    for name in names:
        default = "" if name == last else "next" if name == CURRENT else name
        given = options.section(paths, name, instead=INSTEAD)
        path = options.text(given, "path", default, instead=INSTEAD)
        place = docs if name == CURRENT else versioned / f"version-{name}"
        found.append(Version(name=name, path=path, folder=place, is_last=name == last))
    return tuple(found)


def _named(name: str, identity: str) -> str:
    return name if identity == DEFAULT_ID else f"{identity}_{name}"


def _released(file: Path) -> list[str]:
    if not file.exists():
        return []
    try:
        names = json.loads(settings_text(file))
    except (ValueError, RecursionError) as error:
        raise SiteError(f"{file} is not JSON: correct it") from error
    if not isinstance(names, list) or not all(_is_name(name) for name in names):
        raise SiteError(f"{file}: a list of versions' names was wanted, as Docusaurus writes it")
    return [str(name) for name in names]


def _is_name(name: object) -> bool:
    """Return whether this is a version's name; it becomes part of a folder's."""
    return (
        isinstance(name, str)
        and bool(name)
        and "/" not in name
        and "\\" not in name
        and (name not in (".", "..") and "\0" not in name)
    )
