"""PB002: settings at the head of a page that the site's generator reads as text, or not at all."""

import tomllib
from collections.abc import Iterator, Sequence

from index_builder.generators.registry import GENERATORS
from index_builder.generators.settings_files.plain_yaml import load_mapping
from index_builder.generators.settings_files.yaml_values import PlainYamlError
from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.linted_page import LintedPage
from index_builder.reading.front_matter import BOM

_CLOSING = ("---", "...")
_READ_AS_TEXT = "so its settings are text of the page"
_TOML_READERS = " and ".join(
    generator.title for generator in GENERATORS if generator.toml_front_matter
)


def _check(folder: LintedFolder) -> Iterator[Fault]:
    for page in folder.pages:
        fault = _marked(folder, page) if page.page.body_line > 1 else _unread(folder, page)
        if fault:
            yield fault


def _marked(folder: LintedFolder, page: LintedPage) -> Fault | None:
    """Report front matter that the generator misses because a byte order mark stands before it."""
    if not folder.generator.front_matter_at_first_byte or not page.page.text.startswith(BOM):
        return None
    return Fault(
        path=page.path,
        line=1,
        sentence=f"{folder.generator.title} doesn't see the front matter"
        " behind the byte order mark",
        fix="save the page as UTF-8 without a byte order mark",
    )


def _unread(folder: LintedFolder, page: LintedPage) -> Fault | None:
    lines = [line.rstrip() for line in page.lines]
    first = next((at for at, line in enumerate(lines) if line), None)
    if first is None:
        return None
    opening = lines[first].lstrip()
    if (
        opening == "+++"
        and not folder.generator.toml_front_matter
        and _holds_toml(lines[first + 1 :])
    ):
        why = f"front matter in TOML is read by {_TOML_READERS} only"
        return _fault(page, first, why, "write it as YAML")
    if opening != "---":
        return None
    closing = _closing(lines, first + 1)
    if not _holds_yaml(lines[first + 1 : closing]):
        return None
    if lines[first] != opening or first:
        fix = "move the --- to the first character of the file"
        return _fault(page, first, "it does not begin with the file's first character", fix)
    if closing is None or lines[closing] not in _CLOSING:
        fix = "write --- alone on a line after the settings"
        return _fault(page, first, "nothing closes the front matter", fix)
    return None


def _closing(lines: Sequence[str], start: int) -> int | None:
    """Return the line that ends the settings: a closing one, or an empty one."""
    return next(
        (at for at in range(start, len(lines)) if lines[at].strip() in ("", *_CLOSING)), None
    )


def _holds_yaml(lines: Sequence[str]) -> bool:
    try:
        return bool(load_mapping("\n".join(lines)))
    except PlainYamlError:
        return False


def _holds_toml(lines: Sequence[str]) -> bool:
    try:
        return bool(tomllib.loads("\n".join(lines[: lines.index("+++")])))
    except ValueError:  # no closing line, or no TOML
        return False


def _fault(page: LintedPage, line: int, why: str, fix: str) -> Fault:
    sentence = f"No generator reads this front matter: {why}, {_READ_AS_TEXT}"
    return Fault(path=page.path, line=line + 1, sentence=sentence, fix=fix)


RULE = LintRule(
    code="PB002",
    name="unread-front-matter",
    severity="error",
    summary="Front matter that the site's generator does not read, so that it shows as text.",
    check=_check,
)
