"""Which part of a message asks: people tell their story first. Pure; English only."""

import re

# Where, within a line, one thought ends and another begins.
_BREAK = re.compile(r"(?<=[.?!;:—–])\s+|\s+[-—–]\s+")
_COMMA = re.compile(r",\s+")
_OPENS = re.compile(
    r"(?:and |so |but |then |ok |okay |also )?"
    r"(?:what|which|who|whom|whose|where|when|why|how|is|are|am|was|were|do|does|did|can|could|may"
    r"|might|must|should|shall|will|would|has|have|any|anyone)(?:['’]?s)?\b",
    re.IGNORECASE,
)


def asking_spans(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a message that ask, in characters; all of it if none stands out.

    "We're twelve, some part time. Do we need a board, and who appoints it?" asks from "Do" on.
    """
    found = [span for start, end in _thoughts(text) if (span := _asking(text, start, end))]
    return found or [(0, len(text))]


def _thoughts(text: str) -> list[tuple[int, int]]:
    breaks = list(_BREAK.finditer(text))
    starts = [0, *(found.end() for found in breaks)]
    ends = [*(found.start() for found in breaks), len(text)]
    return list(zip(starts, ends, strict=True))


def _asking(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a thought from the first clause that opens like a question; None if it asks nothing.

    If only its question mark shows that it asks ("Options?"), all of the thought is returned.
    """
    commas = [found.end() for found in _COMMA.finditer(text, start, end)]
    opening = next((at for at in (start, *commas) if _OPENS.match(text, at, end)), None)
    if opening is None and text[:end].endswith("?"):
        opening = start
    return None if opening is None else (opening, end)
