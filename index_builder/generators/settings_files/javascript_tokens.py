"""A JavaScript or TypeScript program cut into tokens, with the bracket that closes each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "template", "word", "number", "regex", "mark"]

_INNER = r"(?:[^{quote}\\{more}]|\\(?:.|\Z))*"
_TOKEN = re.compile(
    r"//[^\n]*|/\*.*?(?:\*/|\Z)"  # an unclosed one runs to the end: each character is read once
    + r"|(?P<text>'" + _INNER.format(quote="'", more=r"\n") + r"(?:'|(?=\n)|\Z)"
    + r'|"' + _INNER.format(quote='"', more=r"\n") + r'(?:"|(?=\n)|\Z))'
    + r"|(?P<word>[A-Za-z_$][\w$]*)"
    r"|(?P<number>\d[\w.]*)"
    r"|(?P<mark>=>|\?\?|\?\.|\|\||&&|\.\.\.|[=!]==?|[+\-*/%<>]=|\S)",
    re.DOTALL,
)  # fmt: skip
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
# A slash behind one of these begins a regular expression; behind a value it divides.
_BEFORE_REGEX = frozenset("( , = : [ ! & | ? { } ; + => && || ?? return".split())
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.S)
_HIGHEST = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `text` is as written, of a text or a template without its quotes."""

    kind: Kind
    text: str
    start: int  # in the program
    stop: int


def tokens(program: str) -> Iterator[Token]:
    """Yield the tokens of a program, without blanks and comments; never fails."""
    at, before = 0, "("
    while at < len(program):
        if program[at] == "`":
            stop = _template_end(program, at)
            yield Token("template", program[at + 1 : stop - 1], at, stop)
            at, before = stop, "`"
            continue
        found = _TOKEN.match(program, at)
        if found is None:
            at += 1
            continue
        if found["mark"] in ("/", "/=") and before in _BEFORE_REGEX:
            regex = _REGEX.match(program, at)
            if regex:
                yield Token("regex", regex[0], at, regex.end())
                at, before = regex.end(), "`"
                continue
        at = found.end()
        if found["text"] is not None:
            quote = found["text"][0]
            yield Token("text", found["text"][1:].removesuffix(quote), found.start(), at)
            before = "`"
        elif found.lastgroup:
            before = found[0]
            kind: Kind = "word" if found["word"] else "number" if found["number"] else "mark"
            yield Token(kind, before, found.start(), at)


def _template_end(program: str, start: int) -> int:
    """Return where the template literal that begins at `start` ends; templates can be nested."""
    at, depth = start + 1, [0]  # open braces of each open template's `${`; 0: in its text
    while at < len(program) and depth:
        sign = program[at]
        if sign == "\\":
            at += 1
        elif depth[-1] == 0:
            if sign == "`":
                depth.pop()
            elif program.startswith("${", at):
                depth[-1], at = 1, at + 1
        elif sign in "{}":
            depth[-1] += 1 if sign == "{" else -1
        elif sign == "`":
            depth.append(0)
        at += 1
    return min(at, len(program)) if not depth else len(program) + 1


def closing_brackets(found: list[Token]) -> dict[int, int]:
    """Return the place of the bracket that closes each opening one; an unclosed one has none."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for at, token in enumerate(found):
        if token.kind != "mark":
            continue
        if token.text in _PAIRS:
            waiting.append(at)
        elif waiting and token.text == _PAIRS[found[waiting[-1]].text]:
            pairs[waiting.pop()] = at
    return pairs


def unescaped(text: str) -> str:
    """Return a text literal's value."""
    return _ESCAPE.sub(_meant, text) if "\\" in text else text


def _meant(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if code:
        return chr(min(int(code, 16), _HIGHEST))
    return _ESCAPES.get(escape[4], escape[4])
