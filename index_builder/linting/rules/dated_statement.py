"""PB501: a statement that was true when it was written, but does not say when that was."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.linted_folder import LintedFolder

_DATED = re.compile(
    r"\b(?:(?<!\bthe )(?:this|next|last) (?:calendar |fiscal |financial |school |academic )?"
    r"(?:year|month|week|quarter|summer|winter|spring|autumn|fall)"
    r"|(?:in|over) the coming (?:weeks|months|years?)|in the near future"
    r"|currently|nowadays|at present|at the moment|as of now"
    r"|(?:has|have|was|were) (?:only )?recently|recently (?:has|have|was|were))\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][”’\"')]*\s+")
_FAR = 300  # characters of a sentence that are looked at before and after the words
_DATE = re.compile(r"\b(?:19|20)\d\d\b")
# The reader's own moment, whenever it is: "the version you currently use", "at the moment of".
_READERS = re.compile(
    r"\b(?:you|your \w+|they|them|if|whether|when|who|anyone|requesters?|users?)\b[^,;:]*$",
    re.IGNORECASE,
)
_OF_SOMETHING = re.compile(r"\s+(?:of|when|that|you|they|someone)\b", re.IGNORECASE)


def _check(folder: LintedFolder) -> Iterator[Fault]:
    for page in folder.pages:
        for prose in page.parts.prose:
            for found in _unbound(prose.text):
                yield Fault(
                    path=page.path,
                    line=prose.line_at(found.start()),
                    sentence=f"“{found[0]}” will go out of date, and readers cannot tell when",
                    fix="write the date or the year that is meant",
                )


def _unbound(text: str) -> Iterator[re.Match[str]]:
    """Yield the words whose sentence does not say which time is meant."""
    ends = [0, *(end.end() for end in _SENTENCE_END.finditer(text)), len(text)]
    for found in _DATED.finditer(text):
        at = bisect_right(ends, found.start())
        start = max(ends[at - 1], found.start() - _FAR)
        if not _is_bound(text, start, min(ends[at], found.end() + _FAR), found):
            yield found


def _is_bound(text: str, start: int, stop: int, found: re.Match[str]) -> bool:
    """Return whether a sentence says which time is meant: a year, or the time of an event."""
    if _DATE.search(text, start, stop) or _READERS.search(text[start : found.start()]):
        return True
    return "moment" in found[0].lower() and bool(_OF_SOMETHING.match(text, found.end()))


RULE = LintRule(
    code="PB501",
    name="dated-statement",
    severity="note",
    summary="A statement such as “this year” or “currently” without its date.",
    check=_check,
)
