"""Eleventy's settings, .eleventy.js or eleventy.config.js: never run, only read."""

import posixpath
from pathlib import Path
from typing import Any

from pathspec import PathSpec

from index_builder.generators.eleventy.addresses import EleventyAddresses
from index_builder.generators.eleventy.anchors import EleventyAnchors
from index_builder.generators.registration import SiteSettings
from index_builder.generators.settings_files.javascript import exported_settings
from index_builder.generators.settings_files.javascript_options import JsOptions
from index_builder.generators.settings_files.javascript_program import JsProgram
from index_builder.generators.settings_files.javascript_reader import JsReader
from index_builder.generators.settings_files.javascript_values import (
    JsAbsent,
    JsObject,
    JsText,
    JsValue,
)
from index_builder.generators.settings_files.settings_file import settings_text
from index_builder.generators.settings_files.settings_place import SettingsPlace
from index_builder.generators.settings_files.site_folder import files_below, pages_folder
from index_builder.index.errors import SiteError

FILES = (
    ".eleventy.js",
    *(f"eleventy.config.{end}" for end in ("js", "mjs", "cjs", "ts", "mts", "cts")),
)
_SETTERS = {"setInputDirectory": "input", "setIncludesDirectory": "includes",
            "setDataDirectory": "data", "setOutputDirectory": "output"}  # fmt: skip
_FOLDER = "name the folder of pages as the content"
_ADDRESS = "pass --site-url"
_DATA_ENDS = (".json", ".11tydata.json", ".11tydata.js", ".11tydata.mjs", ".11tydata.cjs")


def read_eleventy(place: SettingsPlace) -> SiteSettings | None:
    """Read Eleventy's settings; None if the content is not among the site's pages.

    Raises:
        SiteError: the settings can't be used.
    """
    options = JsOptions(file=place.file, folder=place.folder)
    program = settings_text(place.file)
    settings = _settings(program, options)
    folders = {"input": ".", "includes": "_includes", "data": "_data", "output": "_site"}
    given = options.section(settings, "dir", instead=_FOLDER)
    for key, usual in folders.items():
        folders[key] = options.text(given, key, usual, instead=_FOLDER)
    folders |= _set_by_calls(program, options)
    named = f"dir.input in {place.file}"
    root = pages_folder(place, place.folder, folders["input"], named)
    if root is None and place.content.is_relative_to(place.folder / folders["input"]):
        root = place.folder / folders["input"]
    if root is None:
        return None
    inner = [posixpath.normpath(folders[key]) for key in ("includes", "data")]
    output = (place.folder / folders["output"]).resolve()
    if output.is_relative_to(root):
        inner.append(output.relative_to(root).as_posix())
    prefix = options.text(settings, "pathPrefix", "/", instead=_ADDRESS)
    return SiteSettings(
        file=place.file,
        root=root,
        base=f"/{prefix.strip('/')}",
        anchors=EleventyAnchors(),
        addresses=EleventyAddresses(
            folders=tuple(inner),
            ignored=_ignored(place.folder, root),
            data_files=_data_files(root, place.folder),
        ),
        warnings=tuple(options.warnings),
        serves=lambda _: True,  # what a program copies and makes is not known
    )


def _settings(program: str, options: JsOptions) -> JsObject:
    """Return what the program returns or exports as `config`; it need not do either."""
    value: JsValue = exported_settings(program)
    if isinstance(value, JsObject):
        return value
    read = JsProgram(program)
    span = read.declared("config")
    config = JsReader(read).value(span) if span else JsAbsent(line=1)
    if isinstance(config, JsObject):
        return config
    if "return" in {token.text for token in read.tokens} and value.line > 1:
        options.warn(
            value.line,
            f"the settings are {value.written or 'a program'}, which is not run: the usual folders"
            f" are taken; {_FOLDER}",
        )
    return JsObject(line=value.line)


def _set_by_calls(program: str, options: JsOptions) -> dict[str, str]:
    """Return the folders that calls set, such as setInputDirectory("src")."""
    read, found = JsProgram(program), {}
    reader = JsReader(read)
    for at in range(len(read.tokens)):
        key = _SETTERS.get(read.word(at))
        if key is None or read.word(at + 1) != "(" or at + 1 not in read.closing:
            continue
        value = reader.value((at + 2, read.closing[at + 1]))
        if isinstance(value, JsText):
            found[key] = value.text
        else:
            options.warn(value.line, f"{read.word(at)} has {value.written}: {_FOLDER}")
    return found


def _ignored(folder: Path, root: Path) -> "PathSpec[Any] | None":
    """Return the patterns of .eleventyignore, of the site's folder or of its pages'."""
    lines: list[str] = []
    inner = root.relative_to(folder).as_posix() if root.is_relative_to(folder) else "."
    for place in dict.fromkeys((folder, root)):
        file = place / ".eleventyignore"
        if not file.is_file():
            continue
        for line in settings_text(file).splitlines():
            bare = line.strip().removeprefix("./")
            is_root = place == folder and inner != "."
            lines.append(bare.removeprefix(f"{inner}/") if is_root else bare)
    return PathSpec.from_lines("gitignore", lines) if lines else None


def _data_files(root: Path, folder: Path) -> dict[str, str]:
    """Return the folders whose data file sets permalinks, with that file."""
    found = {}
    for file in files_below(root):
        name = file.parent.name
        if file.name not in [name + end for end in _DATA_ENDS]:
            continue
        try:
            says = "permalink" in settings_text(file)
        except SiteError:  # too large to be such a file
            continue
        if says:
            shown = file.relative_to(folder) if file.is_relative_to(folder) else Path(file.name)
            found[file.parent.relative_to(root).as_posix()] = shown.as_posix()
    return found
