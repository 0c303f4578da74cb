"""What kramdown takes out of a page: lists that a table of contents replaces, abbreviations."""

import re
from collections.abc import Iterator, Sequence

from index_builder.generators.syntax.syntax import Span

# kramdown 2.4.0, `parser/kramdown/abbreviation.rb` and `list.rb`.
_ABBREVIATION = re.compile(r" {0,3}\*\[.+?\]:")
_CONTENTS = re.compile(r" {0,3}\{:(?![:/])[^}]*(?<![\w.#\"'=-])toc(?![\w=-])[^}]*\}\s*$")
_NO_CONTENTS = re.compile(r" {0,3}\{:[^}]*\}\s*$")
_ITEM = re.compile(r" {0,3}(?:[*+-]|\d+\.)[ \t]")


def may_be_in(source: str) -> bool:
    """Return whether anything may have to be hidden."""
    return "{:" in source or "*[" in source


def hidden(lines: Sequence[str], code: frozenset[int]) -> Iterator[Span]:
    """Yield what to hide, in order: whole lines without their ends."""
    gone = _contents_list(lines, code)
    start, may_begin = 0, True  # whether a paragraph could begin here
    for at, line in enumerate(lines):
        bare = line.rstrip("\r\n")
        is_blank = not bare.strip()
        defines = may_begin and at not in code and _ABBREVIATION.match(bare) is not None
        if not is_blank and at not in code and (at in gone or defines):
            yield start, start + len(bare)
        may_begin = is_blank or defines
        start += len(line)


def unseen(line: str) -> str | None:
    """Return what a hidden line is, None for any other."""
    if _ABBREVIATION.match(line):
        return "abbreviation"
    return "list of contents" if _CONTENTS.match(line) else None


def _contents_list(lines: Sequence[str], code: frozenset[int]) -> frozenset[int]:
    """Return the lines of the first list that has `{:toc}` right below it, or right above."""
    for at, line in enumerate(lines):
        if at not in code and _CONTENTS.match(line):
            above = _run(lines, at - 1, -1)
            return frozenset({at, *(above or _run(lines, at + 1, 1))})
    return frozenset()


def _run(lines: Sequence[str], at: int, step: int) -> list[int]:
    """Return the lines of a list that ends, or begins, at a line; none if it is not one."""
    run: list[int] = []
    while 0 <= at < len(lines) and lines[at].strip():
        run.append(at)
        at += step
    first = min(run, default=0)
    while run and _NO_CONTENTS.match(lines[first]) and first + 1 in run:
        first += 1
    return run if run and _ITEM.match(lines[first]) else []
