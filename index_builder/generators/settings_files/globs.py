"""Path patterns as settings files write them."""

from collections.abc import Sequence
from fnmatch import fnmatchcase


def path_matches(pattern: Sequence[str], names: Sequence[str]) -> bool:
    """Match path parts: `*`, `?` and `[…]` within one name, `**` for any number of names."""
    reached = {0}
    for part in pattern:
        if part == "**":
            reached = set(range(min(reached, default=len(names) + 1), len(names) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(names) and fnmatchcase(names[at], part)}
    return len(names) in reached


def gitignored(path: str, patterns: Sequence[str]) -> bool:
    """Tell whether gitignore patterns cover a file; the last one that matches decides.

    Source: the pattern format of gitignore(5).
    """
    verdict = False
    for pattern in patterns:
        if _covers(pattern.removeprefix("!"), path.split("/")):
            verdict = not pattern.startswith("!")
    return verdict


def _covers(pattern: str, names: list[str]) -> bool:
    parts = pattern.strip("/").split("/")
    if len(parts) == 1 and not pattern.startswith("/"):
        parts = ["**", *parts]
    upto = len(names) if pattern.endswith("/") else len(names) + 1
    return any(path_matches(parts, names[:end]) for end in range(1, upto))
