"""The settings at the top of a page: found, read as plain data, and separated from its body."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin

from index_builder.generators.settings_files.plain_yaml import MAX_CHARS, load_mapping
from index_builder.generators.settings_files.yaml_values import PlainYamlError
from index_builder.index.errors import PageError

BOM = "\ufeff"
_LINE_END = re.compile(r"\r\n?|\n")  # Markdown's line endings: CommonMark 0.31, 2.1
_MAY_CLOSE = re.compile(r"(?<=[\r\n])[ \t]*(?:---|\.\.\.).*")
_PLAIN = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_PLAIN_MORE = re.compile(r"(?:[ ]{4}|\t)")
_TOML_PLACE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The settings of one page; `body_line` (1-based) is the first line of the page's text."""

    fields: Mapping[str, object] = field(default_factory=dict)
    body_line: int = 1
    opened: bool = (
        False  # the first line is `---`, closed or not: a page that the generator renders
    )


def read_front_matter(
    path: str, text: str, *, toml: bool = False, plain: bool = False
) -> FrontMatter:
    """Read the front matter of the page `path`; with `toml`, also TOML between `+++`.

    With `plain`, lines of `Key: value` at the top are front matter as well.

    A `---` that nothing closes is part of the page's text, a rule, as it is to generators.

    Raises:
        PageError: it can't be parsed, or holds more than plain data; its line is that in the file.
    """
    lines = _LINE_END.split(text.removeprefix(BOM))
    opening = lines[0].rstrip()
    if toml and opening == "+++":
        return _toml(path, lines)
    if opening != "---":
        return _plain(lines) if plain else FrontMatter()
    closing = _closing_line(text.removeprefix(BOM))
    if closing is None:
        return FrontMatter(opened=True)
    if lines[closing].rstrip() not in ("---", "..."):
        raise PageError(
            path,
            closing + 1,
            f"the line {lines[closing]!r} seems to close the front matter, a bare --- wanted:"
            " write --- alone at the start of the line",
        )
    return FrontMatter(fields=_yaml(path, lines[1:closing]), body_line=closing + 2, opened=True)


def title_of(fields: Mapping[str, object]) -> str | None:
    """Return the front matter's title as one line of plain text, None if there is none."""
    title = fields.get("title")
    if title is None or isinstance(title, list | dict):
        return None
    text = str(title).lower() if isinstance(title, bool) else str(title)
    return " ".join(text.split()) or None


def _closing_line(text: str) -> int | None:
    """Return the 0-based line that closes the `---` block, None if none does.

    What closes it does not depend on what follows. So the text is parsed only up to the first line
    that may close it, and as a whole only if that line does not: parsing whole pages is slow.
    """
    candidate = _MAY_CLOSE.search(text, 1)
    if candidate and (line := _parsed_closing_line(text[: candidate.end()])) is not None:
        return line
    return _parsed_closing_line(text)


def _parsed_closing_line(text: str) -> int | None:
    first = next(iter(_parser().parse(text)), None)
    if first is None or first.type != "front_matter" or first.map is None:
        return None
    return first.map[1] - 1


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("zero").use(front_matter_plugin)


def _yaml(path: str, lines: list[str]) -> dict[str, object]:
    block = "\n".join(lines)
    try:
        return load_mapping(block)
    except PlainYamlError as error:
        line = block.count("\n", 0, error.index) + 2
        raise PageError(path, line, f"front matter: {error.reason}") from error


def _toml(path: str, lines: list[str]) -> FrontMatter:
    closing = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "+++"), None)
    if closing is None:
        raise PageError(path, 1, "front matter: no closing +++ found: add it after the settings")
    block = "\n".join(lines[1:closing])
    if len(block) > MAX_CHARS:
        raise PageError(path, 1, f"front matter: more than {MAX_CHARS:,} characters: shorten it")
    try:
        fields = tomllib.loads(block)
    except RecursionError as error:
        raise PageError(path, 1, "front matter: nested too deeply: flatten it") from error
    except ValueError as error:  # TOMLDecodeError, and an integer of thousands of digits
        place = _TOML_PLACE.search(str(error))
        line = int(place[1]) + 1 if place else 1
        raise PageError(path, line, f"front matter: {error}") from error
    return FrontMatter(
        fields={key: _dates_as_text(value) for key, value in fields.items()},
        body_line=closing + 2,
        opened=True,
    )


def _plain(lines: list[str]) -> FrontMatter:
    """Read MultiMarkdown's metadata: lines of `Key: value`, those below indented, up to a blank.

    Source: `mkdocs/utils/meta.py`, which is taken from Python-Markdown's `meta` extension.
    """
    fields: dict[str, object] = {}
    key, used = "", 0
    for line in lines:
        found = _PLAIN.match(line)
        value = (found["value"] if found else line).strip()
        if found:
            key = found["key"].lower()
        elif not key or not value or not _PLAIN_MORE.match(line):
            break
        fields[key] = f"{fields[key]} {value}" if key in fields else value
        used += 1
    ends_blank = 0 < used < len(lines) and not lines[used].strip()
    return FrontMatter(fields=fields, body_line=used + 1 + ends_blank)


def _dates_as_text(value: object) -> object:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, int) and abs(value) >= 2**63:
        return hex(value)  # as text: Python refuses to write out thousands of decimal digits
    if isinstance(value, list):
        return [_dates_as_text(item) for item in value]
    if isinstance(value, dict):
        return {key: _dates_as_text(item) for key, item in value.items()}
    return value
