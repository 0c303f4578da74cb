"""Text literals of a JavaScript settings file, found without running it.

Not a parser: a scanner that knows comments, strings and brackets. It does not report
what it can't follow; the command's options can set that.
"""

import re
from collections.abc import Iterator, Mapping

_INNER = r"(?:[^{quote}\\{more}]|\\(?:.|\Z))*"
_TOKEN = re.compile(
    r"//[^\n]*|/\*.*?(?:\*/|\Z)"  # an unclosed one runs to the end: each character is read once
    + r"|(?P<text>'" + _INNER.format(quote="'", more=r"\n") + r"(?:'|(?=\n)|\Z)"
    + r'|"' + _INNER.format(quote='"', more=r"\n") + r'(?:"|(?=\n)|\Z))'
    + r"|(?P<template>`" + _INNER.format(quote="`", more="") + r"(?:`|\Z))"
    r"|(?P<word>[A-Za-z_$][\w$]*)"
    r"|(?P<mark>[{}\[\](),])|(?P<sign>[^\s{}\[\](),])",
    re.DOTALL,
)  # fmt: skip
_MAX_DEPTH = 100
_LITERAL = re.compile(r"'([^'\\]*)'|\"([^\"\\]*)\"|(true|false)")


def literals(program: str) -> Mapping[str, str]:
    """Return the literals of object entries by the path of their keys, "docs.routeBasePath".

    Quoted texts without escapes, and `true` and `false`, count; a path met again with another
    value is dropped, as the scanner can't know which one counts.
    """
    found: dict[str, set[str]] = {}
    keys: list[str] = []  # the key each open bracket belongs to, "" for none
    parts: list[str] = []  # the tokens since the last bracket or comma
    for kind, written in _tokens(program):
        if kind != "mark":
            parts = [*parts[:3], written]  # with four it is not a literal entry
            continue
        if written in "{[(":
            if len(keys) == _MAX_DEPTH:
                return {}  # no settings file is like this
            keys.append(parts[0].strip("'\"") if parts[1:] == [":"] else "")
        else:
            _keep(found, keys, parts)
            del keys[len(keys) - (written != ",") :]
        parts = []
    return {path: min(values) for path, values in found.items() if len(values) == 1}


def _keep(found: dict[str, set[str]], keys: list[str], parts: list[str]) -> None:
    literal = _LITERAL.fullmatch(parts[2]) if len(parts) == 3 and parts[1] == ":" else None
    if literal:
        path = [key for key in keys if key] + [parts[0].strip("'\"")]
        found.setdefault(".".join(path), set()).add(literal[literal.lastindex or 0])


def _tokens(program: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(program):
        if match.lastgroup is not None:
            yield match.lastgroup, match.group()
