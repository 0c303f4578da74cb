"""PB501: a statement that was true when it was written, and does not say when that was."""

import re
from collections.abc import Iterator

from index_builder.linting.finding import Fault, Rule
from index_builder.linting.folder import Folder
from index_builder.linting.parts import Prose

_DATED = re.compile(
    r"\b(?:(?:this|next|last) (?:calendar |fiscal |financial |school |academic )?"
    r"(?:year|month|week|quarter|summer|winter|spring|autumn|fall)"
    r"|(?:in|over) the coming (?:weeks|months|years?)|in the near future"
    r"|currently|nowadays|at present|at the moment|as of now"
    r"|(?:has|have|was|were) (?:only )?recently|recently (?:has|have|was|were)"
    r"|(?:the|our|their|this|these) upcoming)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][”’\"')]*\s+")
_DATE = re.compile(r"\b(?:19|20)\d\d\b")
# The reader's own moment, whenever it is: "the version you currently use", "at the moment of".
_READERS = re.compile(
    r"\b(?:you|your \w+|they|them|if|whether|when|who|anyone|requesters?|users?)\b[^,;:]*$",
    re.IGNORECASE,
)
_OF_SOMETHING = re.compile(r"\s+(?:of|when|that|you|they|someone)\b", re.IGNORECASE)


def _check(folder: Folder) -> Iterator[Fault]:
    for page in folder.pages:
        for prose in page.parts.prose:
            for found in _DATED.finditer(prose.text):
                if not _is_bound(prose, found):
                    yield Fault(
                        path=page.path,
                        line=prose.line_at(found.start()),
                        sentence=f"“{found[0]}” is true for a while, and nobody can tell for which",
                        mend="write the date or the year that it is about",
                    )


def _is_bound(prose: Prose, found: re.Match[str]) -> bool:
    """Tell whether the sentence says which time is meant: a year, or that of what it speaks of."""
    ends = [end.end() for end in _SENTENCE_END.finditer(prose.text)]
    start = max((end for end in ends if end <= found.start()), default=0)
    stop = min((end for end in ends if end > found.start()), default=len(prose.text))
    before = prose.text[start : found.start()]
    if _DATE.search(prose.text, start, stop) or _READERS.search(before):
        return True
    return "moment" in found[0].lower() and bool(_OF_SOMETHING.match(prose.text, found.end()))


RULE = Rule(
    code="PB501",
    name="dated-statement",
    severity="note",
    summary="A statement such as “this year” or “currently” without its date.",
    check=_check,
)
