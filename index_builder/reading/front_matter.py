"""The settings at the top of a page: found, read as plain data, and separated from its body."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin

from index_builder.generators.front_matter_forms import FrontMatterForms
from index_builder.generators.settings_files.plain_yaml import load_mapping
from index_builder.generators.settings_files.yaml_values import PlainYamlError
from index_builder.index.errors import PageError
from index_builder.reading.other_front_matter import json_fields, meta_fields, toml_fields

BOM = "\ufeff"
_LINE_END = re.compile(r"\r\n?|\n")  # Markdown's line endings: CommonMark 0.31, 2.1
_MAY_CLOSE = re.compile(r"(?<=[\r\n])[ \t]*(?:---|\.\.\.).*")
_PLAIN_FORMS = FrontMatterForms()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The settings of one page; `body_line` (1-based) is the first line of the page's text."""

    fields: Mapping[str, object] = field(default_factory=dict)
    body_line: int = 1
    opened: bool = (
        False  # the first line is `---`, closed or not: a page that the generator renders
    )
    fault: PageError | None = None  # why it can't be read, though the page is published


def read_front_matter(path: str, text: str, forms: FrontMatterForms = _PLAIN_FORMS) -> FrontMatter:
    """Read the front matter of the page `path`, in one of the forms that its generator reads.

    With `plain`, lines of `Key: value` at the top are front matter as well.

    A `---` that nothing closes is part of the page's text, a rule, as it is to generators.

    Raises:
        PageError: it can't be parsed, or holds more than plain data; its line is that in the file.
            If the generator publishes the page all the same, the error is the result's `fault`.
    """
    found = _read(path, text, forms)
    if not forms.any_case:
        return found
    return replace(found, fields={key.lower(): value for key, value in found.fields.items()})


def _read(path: str, text: str, forms: FrontMatterForms) -> FrontMatter:
    lines = _LINE_END.split(text.removeprefix(BOM))
    first = _first_line(lines) if forms.after_blanks else 0
    opening = lines[first].strip() if forms.after_blanks else lines[first].rstrip()
    if forms.toml and opening == "+++":
        fields, last = toml_fields(path, lines, first)
        return FrontMatter(fields=fields, body_line=last + 2, opened=True)
    if forms.json and opening.startswith("{"):
        fields, last = json_fields(path, lines, first)
        return FrontMatter(fields=fields, body_line=last + 2, opened=True)
    if opening == "---":
        return _from_yaml(path, ["---", *lines[first + 1 :]], first, forms)
    if forms.meta_lines:
        fields, count = meta_fields(lines)
        return FrontMatter(fields=fields, body_line=count + 1)
    return FrontMatter()


def _first_line(lines: Sequence[str]) -> int:
    return next((at for at, line in enumerate(lines) if line.strip()), 0)


def _from_yaml(path: str, lines: list[str], above: int, forms: FrontMatterForms) -> FrontMatter:
    """Read YAML from the `---` that is the first of the lines, below `above` lines of the file."""
    closing = _closing_line("\n".join(lines))
    if closing is None:
        return FrontMatter(opened=True)
    if lines[closing].rstrip() not in ("---", "..."):
        if forms.if_broken != "refused":
            return _from_bare_lines(path, lines, above, forms)
        raise PageError(
            path,
            above + closing + 1,
            f"the line {lines[closing]!r} seems to close the front matter, a bare --- wanted:"
            " write --- alone at the start of the line",
        )
    return _block(path, lines[:closing], above, forms)


def _from_bare_lines(
    path: str, lines: list[str], above: int, forms: FrontMatterForms
) -> FrontMatter:
    """Close the block at the first bare line, as generators do that search for nothing else."""
    closes = (at for at, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "..."))
    closing = next(closes, None)
    if closing is None:
        return FrontMatter(opened=True)
    return _block(path, lines[:closing], above, forms)


def _block(path: str, lines: list[str], above: int, forms: FrontMatterForms) -> FrontMatter:
    """Read the lines from `---` to the one before that which closes."""
    block = "\n".join(lines[1:])
    body_line = above + len(lines) + 2
    try:
        return FrontMatter(fields=load_mapping(block), body_line=body_line, opened=True)
    except PlainYamlError as error:
        line = above + block.count("\n", 0, error.index) + 2
        fault = PageError(path, line, f"front matter: {error.reason}")
        fates = {"broken": forms.if_broken, "no mapping": forms.if_no_mapping}
        if fates.get(error.kind) != "published":
            fields = _fields_but_slips(block) if forms.if_broken == "published" else None
            if fields is None:
                raise fault from error
            return FrontMatter(fields=fields, body_line=body_line, opened=True, fault=fault)
        return FrontMatter(body_line=body_line, opened=True, fault=fault)


def _fields_but_slips(block: str) -> Mapping[str, object] | None:
    """Return the settings without those that begin with "!" by mistake, None if more is wrong."""
    try:
        return load_mapping(block, own_tags_dropped=True)
    except PlainYamlError:
        return None


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
