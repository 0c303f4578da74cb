"""Part a heading's source from the attribute list at its end, by each generator's syntax."""

import re
from collections.abc import Callable, Iterator

from index_builder.anchors.style import AnchorStyle, Rule

Parted = tuple[str, str | None]


def split_attributes(source: str, style: AnchorStyle) -> Parted:
    """Part a heading's inline source from its trailing attribute list -> (source, explicit id).

    (source, None) where the generator would show what stands there as text. A list that it reads
    but that holds no id (`{.class}`) is dropped.
    """
    return _BY_RULE[style.rule](source) if style.explicit_ids else (source, None)


# A name as XML 1.0 has it (production 5), which kramdown asks of an id.
_START = (
    ":A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_XML_NAME = re.compile(rf"[{_START}][{_START}\-.0-9\u00b7\u0300-\u036f\u203f-\u2040]*")


def _kramdown(source: str) -> Parted:
    """`Title {#id}`: one id alone, after a space; `{: #id}` on the heading's own line is text."""
    stripped = source.rstrip()
    start = stripped.rfind("{#")
    name = stripped[start + 2 : -1]
    listed = start > 0 and stripped[start - 1] in " \t" and stripped.endswith("}")
    if not listed or not _XML_NAME.fullmatch(name):
        return source, None
    return _without_closing(stripped[:start]), name


def _without_closing(source: str) -> str:
    """Drop the closing "#"s that stood before a list; the parser took those at the very end."""
    stripped = source.rstrip()
    bare = stripped.rstrip("#")
    return bare.rstrip() if bare != stripped and (not bare or bare[-1] in " \t") else stripped


_ATTR_LIST_ITEM = re.compile(
    r"""(?P<key>[^ =}]+)=(?:"(?P<double>.*?)"|'(?P<single>.*?)'|(?P<bare>[^ =}]+))"""
    r"|(?P<word>[^ =}]+)|(?P<space>[ ])"
)


def _python_markdown(source: str) -> Parted:
    """`Title {: #id .class key=value }`, the colon optional: `attr_list` of Markdown 3.11."""
    stripped = source.rstrip(" ")
    if not stripped.endswith("}") or stripped.endswith("\\}"):
        return source, None
    for start in _openings_after_space(stripped):
        content = stripped[start + 1 : -1].removeprefix(":").lstrip(" ")
        if content and content[0] != "}":
            explicit, complete = _attr_list(content)
            # only the first list is looked at: an earlier "{" makes all of it text
            text = stripped[:start].rstrip(" ").rstrip("#").rstrip()
            return (text, explicit) if complete else (source, None)
    return source, None


def _openings_after_space(source: str) -> Iterator[int]:
    """Yield where "{" follows a space, code spans left out."""
    position = 0
    while position < len(source):
        if source[position] == "`":
            position = _after_code(source, position)
            continue
        if source[position] == "{" and source[position - 1 : position] == " ":
            yield position
        position += 1


def _after_code(source: str, start: int) -> int:
    """Return where the code span begun at `start` ends; where its marks do, if it is none."""
    after = start
    while source[after : after + 1] == "`":
        after += 1
    marks = source[start:after]
    close = re.compile(rf"(?<!`){marks}(?!`)").search(source, after)
    return close.end() if close else after


def _attr_list(content: str) -> tuple[str | None, bool]:
    """Read the items -> (the last id, whether nothing but the list's own "}" closes it)."""
    explicit: str | None = None
    position = 0
    while item := _ATTR_LIST_ITEM.match(content, position):
        position = item.end()
        if item["key"] == "id":
            explicit = next(v for v in item.group("double", "single", "bare") if v is not None)
        elif item["word"] and item["word"].startswith("#"):
            explicit = item["word"][1:]
    return explicit, "}" not in content[position:]


def docusaurus_id(source: str) -> Parted:
    """`Title {#id}` at the very end, a space before it or not; any characters but "{#" and "}"."""
    start = source.rfind("{#")
    name = source[start + 2 : -1].removesuffix("\\").strip()
    if start < 0 or not source.endswith("}") or not name or "}" in name:
        return source, None
    return source[:start].removesuffix("\\").rstrip(), name


def _docusaurus(source: str) -> Parted:
    """The classic `{#id}`, or as an MDX comment, `{/* #id */}`, whose first word counts."""
    start = source.rfind("{/*")
    if start >= 0 and source.endswith("*/}"):
        first = source[start + 3 : -3].strip().partition(" ")[0]
        if len(first) > 1 and first.startswith("#"):
            return source[:start].rstrip(), first[1:]
    return docusaurus_id(source)


# Goldmark 1.5's `parser/attribute.go`, without arrays and lists as values.
_GOLDMARK_ITEM = re.compile(
    r"""\s*(?:(?P<mark>[#.])(?P<name>(?:[_:.-]|[^\s!-/:-@\[-`{-~])*)"""
    r"""|(?P<key>[A-Za-z_:][\w:.-]*)\s*=\s*"""
    r"""(?:"(?P<quoted>(?:\\.|[^"\\])*)"|(?P<bare>[A-Za-z_:][\w:.-]*)|[+-]?\d[\d.eE+-]*))\s*,?\s*"""
)


def _hugo(source: str) -> Parted:
    """`Title {#id .class key="value"}`: the first list with nothing after it, escapes skipped."""
    start = source.rfind("\n") + 1
    while (start := _opening(source, start)) >= 0:
        end, explicit = _goldmark_list(source, start + 1)
        if end and not source[end:].strip():
            return _without_closing(source[:start]), explicit
        start += 1
    return source, None


def _opening(source: str, position: int) -> int:
    """Return where the next "{" without a backslash stands, or -1."""
    while position < len(source) and source[position] != "{":
        position += 2 if source[position] == "\\" else 1
    return position if position < len(source) else -1


def _goldmark_list(source: str, position: int) -> tuple[int, str | None]:
    """Read items up to "}" -> (where it ends, 0 if it isn't a list; the last id)."""
    explicit: str | None = None
    while item := _GOLDMARK_ITEM.match(source, position):
        position = item.end()
        if item["mark"] == "#":
            explicit = item["name"]
        elif item["key"] == "id":
            explicit = item["bare"] or re.sub(r"\\(.)", r"\1", item["quoted"] or "")
    return (position + 1 if source[position : position + 1] == "}" else 0), explicit


def _none(source: str) -> Parted:
    return source, None


_BY_RULE: dict[Rule, Callable[[str], Parted]] = {
    "kramdown": _kramdown,
    "github": _none,
    "python-markdown": _python_markdown,
    "docusaurus": _docusaurus,
    "hugo": _hugo,
}
