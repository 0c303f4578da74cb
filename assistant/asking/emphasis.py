"""Marks of emphasis and code, as Markdown and Slack write them, taken off a text. Pure, linear.

Only pairs go, around whole words: **bold**, *bold*, _italic_, ~struck~, `code`. What is part of a
name stays: snake_case, *.csv, ~/data, 2 * 3.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

_MARKS = "*_~`"
# What emphasised text may begin with, besides letters, digits and other marks. A mark before a full
# stop or a slash belongs to a pattern of file names ("*.csv").
_BEGINS = frozenset("\"'“‘«„([{<#@$€£§&+-–—¿¡" + _MARKS)
_OPENING = frozenset("“‘«„([{<")
_DUNDER = re.compile(r"__[^\W_]+__\.\w")  # "__init__.py" is a name, and opens nothing
_FEW = 8  # characters looked at after a mark: further marks, and the two after those


def without_emphasis(text: str) -> str:
    """Return a line without its pairs of marks; what stands alone or in a word stays."""
    opened: dict[str, list[int]] = {mark: [] for mark in _MARKS}
    gone: set[int] = set()
    for start, end in _runs(text):
        mark = text[start]
        left = start
        while left < end and opened[mark] and _closes(text, start, end):
            at = opened[mark].pop()
            gone |= {at, left}
            left += 1
            for held in opened.values():  # marks opened inside this pair can't close after it
                while held and held[-1] > at:
                    held.pop()
        if _opens(text, start, end):
            opened[mark] += range(left, end)
    return "".join(char for at, char in enumerate(text) if at not in gone)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for char, run in groupby(text):
        length = sum(1 for _ in run)
        if char in _MARKS:
            yield at, at + length
        at += length


def _opens(text: str, start: int, end: int) -> bool:
    after = text[end : end + 1]
    if _DUNDER.match(text, start):
        return False
    return not _in_word(text[max(0, start - 1) : start]) and (_in_word(after) or after in _BEGINS)


def _closes(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    ends = before != "" and not before.isspace() and before not in _OPENING
    return ends and not _in_word(after) and not _goes_on(text, start, end)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a name goes on after the marks: "__init__.py", "data_*.txt"; not "**open**-data"."""
    rest = text[end : end + _FEW].lstrip(_MARKS)
    joins = rest[:1] not in ("", " ", "'", "’") if text[start] == "_" else rest[:1] == "."
    return joins and _in_word(rest[1:2])


def _in_word(char: str) -> bool:
    """Whether it is a letter, a digit or a combining mark such as an accent; "" is none of them."""
    return char.isalnum() or (char != "" and unicodedata.category(char).startswith("M"))
