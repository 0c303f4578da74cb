"""Which tokens of a passage the reader learns from: reading long ones whole would take longer."""

from collections.abc import Sequence
from random import Random

from .example import Span

# Tokens: those of the title and headings, about, and a run of others. Shorter passages are read
# whole.
HEAD, RUN = 22, 104


def reading_part(spans: Sequence[Span], answer: Sequence[Span], random: Random) -> list[int]:
    """Return the places of the tokens that are read: the first, and a run that holds the answer.

    `spans` are the characters of each token, `answer` those of what answers; if nothing does, the
    run may stand anywhere. If the answer is longer than the run, its beginning is read.
    """
    count = len(spans)
    if count <= HEAD + RUN:
        return list(range(count))
    first, last = HEAD, count - RUN
    if inside := [at for at, span in enumerate(spans) if is_inside(span, answer)]:
        earliest, latest = inside[-1] - RUN + 1, max(first, min(last, inside[0]))
        first = min(latest, max(first, earliest))
        last = latest
    start = random.randint(first, last)
    return [*range(HEAD), *range(start, start + RUN)]


def is_inside(token: Span, spans: Sequence[Span]) -> bool:
    """Tell whether a token's characters all stand in one of the spans; special ones have none."""
    start, end = token
    return end > start and any(start >= first and end <= last for first, last in spans)
