"""Words by which a message turns to the bot: "Bot, who signs it?" asks "who signs it?". Pure.

They name no subject, so they are not looked up; where people talk to each other, they tell whom a
message is for. English only.
"""

import re

from assistant.english.closed_words import (
    AUXILIARIES,
    PRONOUNS,
    QUESTION_WORDS,
    content_words,
    words,
)

# What the bot is called.
CALLED = frozenset("playbook bot robot chatbot assistant handbook".split())
# What stands beside the name: "dear bot", "mr playbook", "playbook q:", "bot pls".
_BESIDE = frozenset(
    """
    dear mr mister hey hi hello o oh ok okay wise friend buddy pls please q quick one to for
    """.split()
)
_GOES_ON = (
    QUESTION_WORDS | AUXILIARIES | PRONOUNS | frozenset("give tell show list please pls".split())
)
# Where a message's parts meet: after a sign and a blank, or at a dash between blanks.
_PART = re.compile(r"(?<=[,:;.!?])\s+|\s+[-–—]+\s+")
# Words about a subject, besides the name, that a part may have and still only turn to the bot:
# "Reviving this thread with something for the playbook:".
_MOST_BESIDE = 2


def names_bot(text: str) -> bool:
    """Whether a message has one of the bot's names."""
    return not CALLED.isdisjoint(words(text))


def without_address(text: str) -> str:
    """Return a message without the parts at its ends that only turn to the bot.

    If nothing would be left, it is returned as it is.
    """
    spans = _parts(text)
    while len(spans) > 1 and _turns_to_bot(text[slice(*spans[0])]):
        del spans[0]
    whole = len(spans)
    while len(spans) > 1 and _is_name(text[slice(*spans[-1])]):
        del spans[-1]
    kept = text[spans[0][0] : spans[-1][1]] if spans else text
    kept = kept.rstrip(" ,;:-–—") if len(spans) < whole else kept
    first, _, rest = kept.partition(" ")
    if _is_name(first) and words(rest)[:1] and words(rest)[0] in _GOES_ON:
        kept = rest.lstrip()
    return kept if content_words(kept) or not content_words(text) else text


def _parts(text: str) -> list[tuple[int, int]]:
    breaks = list(_PART.finditer(text))
    starts = [0, *(found.end() for found in breaks)]
    ends = [*(found.start() for found in breaks), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _turns_to_bot(part: str) -> bool:
    if not names_bot(part):
        return False
    subject = [word for word in content_words(part) if word not in CALLED | _BESIDE]
    asks = part.endswith("?") or words(part)[0] in QUESTION_WORDS
    return len(subject) <= (0 if asks else _MOST_BESIDE)


def _is_name(part: str) -> bool:
    said = set(words(part))
    return not CALLED.isdisjoint(said) and said <= CALLED | _BESIDE
