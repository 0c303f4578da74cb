"""`rewrites` of VitePress: patterns of path-to-regexp 6, as far as sites use them."""

import re

from index_builder.generators.vitepress.addresses import Rewrite

# A parameter: `:name`, with what it may match, and whether it takes several folders or none.
_PARAMETER = re.compile(r"(?P<before>/?):(?P<name>\w+)(?:\((?P<only>[^()]*)\))?(?P<times>[*+?]?)")
_UNREAD = re.compile(r"[()*+?{}\\]")
_TIMES = {"": "{0}", "?": "(?:{0})?"}


def read_rewrite(pattern: str, path: str) -> Rewrite | None:
    """Return a rewrite, None if the pattern or the path is not understood."""
    written, at = "", 0
    for found in _PARAMETER.finditer(pattern):
        literal = pattern[at : found.start()]
        if _UNREAD.search(literal):
            return None
        written += re.escape(literal) + _parameter(found)
        at = found.end()
    rest, filled = pattern[at:], _PARAMETER.sub(r"\g<before>{\g<name>}", path)
    if _UNREAD.search(rest) or pattern.startswith("^"):
        return None
    try:
        return Rewrite(re.compile(written + re.escape(rest)), filled)
    except re.error:  # what a parameter may match is another language's pattern
        return None


def _parameter(found: re.Match[str]) -> str:
    before, name, times = found["before"], found["name"], found["times"]
    one = found["only"] or "[^/]+?"
    if times in _TIMES:
        return _TIMES[times].format(f"{before}(?P<{name}>{one})")
    several = f"{before}(?P<{name}>{one}(?:/{one})*)"
    return several if times == "+" else f"(?:{several})?"
