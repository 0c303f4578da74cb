"""Glob patterns of JavaScript tools (picomatch, micromatch, fast-glob), as regular expressions.

Braces, `**`, `*`, `?` and classes are read; of the extended forms, `?(a|b)`, `@(a|b)`, `+(a|b)` and
`*(a|b)`. Without `dot`, a wildcard does not match a name that begins with a dot.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MAX_FORMS = 200  # what the braces of one pattern may stand for
_MAX_CHARS = 500
_GROUP = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(\d{1,3})\.\.(\d{1,3})")
_EXTENDED = re.compile(r"([?@+*])\(([^()]*)\)")
_REPEATS = {"?": "?", "@": "", "+": "+", "*": "*"}
_UNREAD = re.compile(r"!\(|\[\[|\{[^}]*$")


class UnreadGlobError(ValueError):
    """Raised for a pattern that is not understood."""


@dataclass(frozen=True, slots=True)
class Globs:
    """Some patterns; a path matches if one of them does."""

    patterns: tuple[str, ...] = ()
    compiled: tuple[re.Pattern[str], ...] = ()

    def match(self, path: str) -> bool:
        """Return whether a relative path matches."""
        return any(pattern.fullmatch(path) for pattern in self.compiled)


def globs(patterns: Iterable[str], *, dot: bool = False) -> Globs:
    """Return the patterns, ready to match.

    Raises:
        UnreadGlobError: one of them is not understood; it is the message.
    """
    kept = tuple(patterns)
    try:
        return Globs(kept, tuple(_compiled(form, dot) for glob in kept for form in _forms(glob)))
    except re.error as error:
        raise UnreadGlobError(", ".join(kept)) from error


def _forms(glob: str) -> list[str]:
    """Return what a pattern with braces stands for."""
    if len(glob) > _MAX_CHARS or _UNREAD.search(glob) or glob.startswith("!"):
        raise UnreadGlobError(glob)
    forms, waiting = [], [glob.removeprefix("./")]
    while waiting:
        form = waiting.pop()
        found = _GROUP.search(form)
        if found is None:
            forms.append(form)
            continue
        waiting += [form[: found.start()] + one + form[found.end() :] for one in _members(found[1])]
        if len(waiting) + len(forms) > _MAX_FORMS:
            raise UnreadGlobError(glob)
    return forms


def _members(inner: str) -> list[str]:
    numbers = _RANGE.fullmatch(inner)
    if numbers:
        first, last = sorted((int(numbers[1]), int(numbers[2])))
        return [str(number) for number in range(first, last + 1)]
    return inner.split(",") if "," in inner else [f"\\{{{inner}\\}}"]


def _compiled(form: str, dot: bool) -> re.Pattern[str]:
    name = "[^/]+" if dot else r"(?!\.)[^/]+"
    below = f"{name}(?:/{name})*"
    *parts, last = form.rstrip("/").split("/")
    folders = [f"(?:{below}/)?" if part == "**" else _part(part, dot) + "/" for part in parts]
    written = "".join(folders)
    if last != "**":
        written += _part(last, dot)
    elif not parts:
        written = below
    elif parts[-1].endswith("*"):  # but `a*/**` is only what is below
        written += below
    else:  # `a/**` is `a` itself too
        written = f"{written.removesuffix('/')}(?:/{below})?"
    return re.compile(written, re.DOTALL)


def _part(part: str, dot: bool) -> str:
    """Return the pattern of a name between two slashes."""
    start = "" if dot or part.startswith(".") else r"(?!\.)"
    written, at = start, 0
    while at < len(part):
        extended = _EXTENDED.match(part, at)
        if extended:
            forms = "|".join(_part(form, True) for form in extended[2].split("|"))
            written += f"(?:{forms}){_REPEATS[extended[1]]}"
            at = extended.end()
            continue
        sign, at = part[at], at + 1
        if sign == "*":
            written += "[^/]*"
        elif sign == "?":
            written += "[^/]"
        elif sign == "[" and "]" in part[at + 1 :]:
            stop = part.index("]", at + 1)
            inner = part[at:stop].replace("\\", "\\\\")
            inner = f"^{inner[1:]}" if inner[0] == "^" else inner
            written += f"[{inner}]"
            at = stop + 1
        elif sign == "\\" and at < len(part):
            written, at = written + re.escape(part[at]), at + 1
        else:
            written += re.escape(sign)
    return written
