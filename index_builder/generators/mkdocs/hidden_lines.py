"""What Python-Markdown's extensions take out of a page: nobody who reads the page sees it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index_builder.generators.syntax.syntax import Span

_ABBREVIATION = re.compile(r"[ ]{0,3}\*\[[^\]\\]+\][ ]?:(?P<meaning>.*)$")
# `pymdownx.snippets`: RE_ALL_SNIPPETS, RE_SNIPPET.
_SNIPPET = re.compile(
    r"""[ \t]*-+8<-+[ \t]+(?:"(?P<double>[^"\n]+)"|'(?P<single>[^'\n]+)')[ \t]*$"""
)
_SNIPPET_FENCE = re.compile(r"[ \t]*-+8<-+[ \t]*$")
_SECTION = re.compile(r"(?::[\d,:\s-]*|:[A-Za-z][\w-]*)$")
_CONTENTS = re.compile(r"[ ]{0,3}\[TOC\][ ]*$")
# Attribute lists: alone on the last line of a block, or right after marked words.
_LIST = r"\{:?[ ]*(?P<listed>[^}\n{ ][^\n{}]*)\}"
_LIST_LINE = re.compile(rf"[ \t]*{_LIST}[ \t]*$")
_LIST_AFTER = re.compile(rf"(?<=[*_`)\]:=^~+>]){_LIST}")
_DEFINITION = re.compile(r"[ ]{0,3}:[ ]{1,3}\S")
# At the end of a table's cell or of a term.
_LIST_LAST = re.compile(rf"[ ]+{_LIST}[ ]*(?=\||$)")
_ITEM = re.compile(r"(?:[#.][\w:.-]+|[\w:-]+=(?:\"[^\"]*\"|'[^']*'|[^\s\"'=}]+)|[\w-]+)")
# Each of bounded length, so that marks that nothing closes cost little.
_CRITIC = re.compile(
    r"\{--[^\n]{0,500}?--\}|\{>>[^\n]{0,500}?<<\}|\{~~[^\n]{0,500}?~>"
    r"|~~\}|\{\+\+|\+\+\}|\{==|==\}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenLines:
    """Which extensions a site has switched on."""

    abbreviations: bool
    snippets: bool
    attribute_lists: bool
    critic: bool

    def may_be_in(self, source: str) -> bool:
        """Return whether anything of theirs may be in a page."""
        signs = [
            ("*[", self.abbreviations),
            ("8<-", self.snippets),
            ("{", self.attribute_lists or self.critic),
            ("[TOC]", True),
        ]
        return any(switched_on and sign in source for sign, switched_on in signs)

    def spans(self, lines: Sequence[str], code: frozenset[int]) -> Iterator[Span]:
        """Yield what to hide, in order; included files are hidden in code too."""
        start, fenced, meaning_below = 0, False, False
        for at, line in enumerate(lines):
            bare = line.rstrip("\r\n")
            is_fence = self.snippets and _SNIPPET_FENCE.match(bare) is not None
            gone = fenced or is_fence or meaning_below or self._is_hidden(lines, at, code)
            fenced ^= is_fence
            found = _ABBREVIATION.match(bare) if gone and self.abbreviations else None
            meaning_below = found is not None and not found["meaning"].strip()
            if gone and bare.strip():
                yield start, start + len(bare)
            elif at not in code:
                yield from ((start + a, start + b) for a, b in self._within(lines, at))
            start += len(line)

    def _is_hidden(self, lines: Sequence[str], at: int, code: frozenset[int]) -> bool:
        line = lines[at].rstrip("\r\n")
        if self.snippets and _SNIPPET.match(line):
            return True
        if at in code:
            return False
        if self.abbreviations and _ABBREVIATION.match(line):
            return True
        return bool(_CONTENTS.match(line)) or self.is_list_line(lines, at)

    def is_list_line(self, lines: Sequence[str], at: int) -> bool:
        """Return whether a line is the attribute list of the block that it ends."""
        above = lines[at - 1].strip() if at else ""
        if not self.attribute_lists or not above or above.startswith("#"):
            return False
        if at + 1 < len(lines) and _DEFINITION.match(lines[at + 1]):
            return False  # it is a term itself
        listed = _LIST_LINE.match(lines[at].rstrip("\r\n"))
        return listed is not None and _is_list(listed["listed"])

    def _within(self, lines: Sequence[str], at: int) -> Iterator[Span]:
        line = lines[at].rstrip("\r\n")
        if "{" not in line and "}" not in line:
            return
        found = [mark.span() for mark in _CRITIC.finditer(line)] if self.critic else []
        found += [listed.span() for listed in self._lists(lines, at)]
        end = 0
        for start, stop in sorted(found):
            if start >= end:
                yield start, stop
                end = stop

    def lists_in(self, lines: Sequence[str], at: int) -> Iterator[str]:
        """Yield the attribute lists that follow words of a line."""
        if "{" in lines[at]:
            yield from (found["listed"] for found in self._lists(lines, at))

    def _lists(self, lines: Sequence[str], at: int) -> Iterator[re.Match[str]]:
        if not self.attribute_lists:
            return
        line = lines[at].rstrip("\r\n")
        ends_cells = "|" in line or (at + 1 < len(lines) and _DEFINITION.match(lines[at + 1]))
        patterns = (_LIST_AFTER, _LIST_LAST) if ends_cells else (_LIST_AFTER,)
        for pattern in patterns:
            yield from (one for one in pattern.finditer(line) if _is_list(one["listed"]))


def _is_list(content: str) -> bool:
    """Return whether all of it are names and values, one of them with a sign of its own."""
    items = content.split()
    whole = bool(_ITEM.sub("", content).strip() == "")
    return whole and any(item[0] in "#." or "=" in item for item in items)


def has_edits(source: str) -> bool:
    """Return whether a source has marks of additions, deletions or comments."""
    return "{" in source and _CRITIC.search(source) is not None


def files_of_snippet(line: str) -> tuple[str, ...]:
    """Return the file whose text a line stands for, without the part of it that is meant."""
    found = _SNIPPET.match(line.rstrip("\r\n"))
    name = (found["double"] or found["single"]) if found else ""
    if not name or name.startswith(";") or "://" in name:
        return ()
    return (_SECTION.sub("", name),)


def unseen(line: str) -> str | None:
    """Return what a hidden line is, None for any other."""
    bare = line.rstrip("\r\n")
    if _SNIPPET.match(bare) or _SNIPPET_FENCE.match(bare):
        return "text of another file, which is indexed where that file is a page"
    if _ABBREVIATION.match(bare):
        return "abbreviation"
    return "list of contents" if _CONTENTS.match(bare) else None
