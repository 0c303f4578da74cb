"""Eleventy's settings, .eleventy.js or eleventy.config.js: never run, only read."""

import posixpath
import re
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
_GLOBAL_PERMALINK = re.compile(
    r"""["'`]?(eleventyComputed\.)?permalink|["'`]?eleventyComputed.*permalink"""
)
_PERMALINK_LINE = re.compile(r"^permalink:", re.MULTILINE)
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
    _warn_of_permalinks(program, [root / name for name in inner], options)
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
            ignored=_ignored(place.folder, root, _ignored_by_calls(program, options)),
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


def _ignored_by_calls(program: str, options: JsOptions) -> list[str]:
    """Return the patterns that calls add, such as eleventyConfig.ignores.add("README.md")."""
    read, found = JsProgram(program), []
    reader = JsReader(read)
    for at in range(len(read.tokens)):
        called = [read.word(at + step) for step in range(4)]
        if called != ["ignores", ".", "add", "("] or at + 3 not in read.closing:
            continue
        value = reader.value((at + 4, read.closing[at + 3]))
        if isinstance(value, JsText):
            found.append(value.text)
        else:
            instead = "name the pages it leaves out in .eleventyignore"
            options.warn(value.line, f"ignores.add has {value.written}: {instead}")
    return found


def _warn_of_permalinks(program: str, folders: list[Path], options: JsOptions) -> None:
    """Warn of permalinks for many pages that a program, the site's data or a layout sets."""
    instead = "pass --address-pattern if addresses are others"
    read = JsProgram(program)
    for at in range(len(read.tokens)):
        if read.word(at) != "addGlobalData" or at + 1 not in read.closing:
            continue
        said = " ".join(one.text for one in read.tokens[at + 2 : read.closing[at + 1]])
        if _GLOBAL_PERMALINK.match(said):
            options.warn(
                read.line(at), f"addGlobalData sets the permalink of every page: {instead}"
            )
    for folder in folders:
        for file in files_below(folder) if folder.is_dir() else ():
            name = file.name.partition(".")[0]
            if name == "permalink" or (name == "eleventyComputed" and _says_permalink(file)):
                reason = f"it sets the permalink of every page: {instead}"
            elif _PERMALINK_LINE.search(_front_matter(file)):
                reason = f"this layout sets its pages' permalink: {instead}"
            else:
                continue
            shown = (
                file.relative_to(options.folder) if file.is_relative_to(options.folder) else file
            )
            options.warnings.append(f"{shown}:1: {reason}")


def _front_matter(file: Path) -> str:
    try:
        text = settings_text(file)
    except SiteError:  # too large, or no text
        return ""
    return text.partition("\n---")[0] if text.startswith("---") else ""


def _says_permalink(file: Path) -> bool:
    try:
        return "permalink" in settings_text(file)
    except SiteError:  # too large to be such a file, or no text
        return False


def _ignored(folder: Path, root: Path, added: list[str]) -> "PathSpec[Any] | None":
    """Return the patterns of .eleventyignore, of the site's folder or of its pages', and `added`.

    Those of the site's folder, and those added, are as seen from there.
    """
    inner = root.relative_to(folder).as_posix() if root.is_relative_to(folder) else "."
    above = [_anchored(line) for line in (*_lines(folder / ".eleventyignore"), *added)]
    lines = above if inner == "." else [_below(inner, line) for line in above]
    if root != folder:
        lines += map(_anchored, _lines(root / ".eleventyignore"))
    return PathSpec.from_lines("gitignore", lines) if any(lines) else None


def _anchored(line: str) -> str:
    """Return a line as git would write it: Eleventy's patterns begin at the file's own folder."""
    bare = line.strip().removeprefix("./")
    return bare if bare[:1] in ("", "#", "!", "/") else f"/{bare}"


def _below(inner: str, line: str) -> str:
    """Return a pattern of the site's folder as one of its pages' folder; "" if it is elsewhere."""
    if line.startswith("/**"):
        return line
    start = f"/{inner}"
    return line.removeprefix(start) if line.startswith(f"{start}/") else "/**" * (line == start)


def _lines(file: Path) -> list[str]:
    return settings_text(file).splitlines() if file.is_file() else []


def _data_files(root: Path, folder: Path) -> dict[str, str]:
    """Return the folders and pages whose data file sets permalinks, with that file."""
    found = {}
    for file in files_below(root):
        ending = next((end for end in reversed(_DATA_ENDS) if file.name.endswith(end)), None)
        if ending is None:
            continue
        name, place = file.name.removesuffix(ending), file.parent
        of_folder = name == place.name
        of_page = not of_folder and (place / f"{name}.md").is_file()
        if (of_folder or of_page) and _says_permalink(file):
            shown = file.relative_to(folder) if file.is_relative_to(folder) else Path(file.name)
            of = place if of_folder else place / f"{name}.md"
            found[of.relative_to(root).as_posix()] = shown.as_posix()
    return found
