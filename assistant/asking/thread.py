"""A question in a thread -> what to look up, from the thread's earlier questions. English only.

Extractive and deterministic: the words looked up are the question's and those of earlier questions
of the same thread, never an answer's. A question that stands alone is looked up as it is, so that
a change of subject leaves the old one behind.

A question needs the thread if it points outside itself (a pronoun without a noun before it,
"the other one", "what else"), goes on from something ("and…", "what about…", "I meant…"), or names
hardly anything to search for. The figures beside the rules are nDCG@10 of BM25 and one vector per
passage, fused half and half, on people's conversations (mtrag-pool, the half whose ids have an even
sha256; `python -m tests.relevance.follow_ups`). The other half was scored when the rules were done:
.818 for the last turn alone, .848 with the turn before it always in front, .853 with these rules.
The last two differ by no more than chance; where the subject changes they are .526 and .719.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.english.closed_words import content_words, is_small_talk, without_greeting, words
from assistant.english.follow_ups import (
    CHANGES_SUBJECT,
    DEFINITION,
    DEMONSTRATIVE,
    EXPLETIVE,
    GOES_ON,
    ITSELF,
    PRONOUN,
    REFERENCE,
)

# How many earlier questions are looked at for the one a follow-up needs: the newest that stands
# alone, since it names the subject. Measured in DECISIONS.md, 16.
MOST_EARLIER = 3

# The text that is looked up has to fit into an encoder's window: 256 tokens, which in English have
# four characters or more each.
MOST_CHARACTERS = 1000

# A question with this many different content words, or fewer, has too little to search for: .860 if
# that is none, .871 if one, .878 if two. It is one, because two would take more whole questions for
# follow-ups: 33 instead of 16 of 238 that were rewritten to stand alone, 13 instead of 1 of 76
# asked of a handbook.
THIN = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What is looked up for a question."""

    text: str  # the question itself, then the earlier one that it needs
    used: tuple[str, ...]  # that earlier question; () if it stands alone


def understand(question: str, earlier: Sequence[str]) -> Understood:
    """Return what to look up for a question, given the thread's earlier ones, oldest first.

    Both come cleaned (`typed_text.clean`). Earlier turns that only greet or thank, and those too
    long to be a question, are passed over.
    """
    if stands_alone(question):
        return Understood(text=question, used=())
    needed = _needed(question, earlier)
    used = (needed,) if needed else ()
    return Understood(text=" ".join((question, *used)), used=used)


def stands_alone(question: str) -> bool:
    """Whether a question can be understood without what was said before it."""
    said = without_greeting(question)
    if not said:
        return True  # small talk, with nothing to complete
    if _points_outside(said):
        return False
    if CHANGES_SUBJECT.search(said):
        return True
    return not GOES_ON.search(said) and not _is_thin(said)


def _points_outside(said: str) -> bool:
    """Whether a pronoun, a demonstrative or the like refers to something not in the question."""
    said = ITSELF.sub("", said)
    pointers = (DEMONSTRATIVE, REFERENCE)
    return _has_loose_pronoun(said) or any(pattern.search(said) for pattern in pointers)


def _has_loose_pronoun(said: str) -> bool:
    """Whether the first pronoun has fewer than two content words before it to stand for.

    "If I lose my laptop, whom do I tell about it?" has its noun; "how long does it last?" has none.
    """
    said = EXPLETIVE.sub("", said)
    found = PRONOUN.search(said)
    return found is not None and len(content_words(said[: found.start()])) < 2


def _is_thin(said: str) -> bool:
    """Whether a question names too little to search for; a bare keyword is a whole question."""
    named = set(content_words(said))
    whole = named and (len(words(said)) == 1 or DEFINITION.search(said))
    return len(named) <= THIN and not whole


def _needed(question: str, earlier: Sequence[str]) -> str | None:
    """Return the earlier question that a follow-up goes on from, if there is one.

    It is the newest that stands alone, of the last few; if none does, the newest.
    """
    room = MOST_CHARACTERS - len(question) - 1
    asked = [
        other
        for other in reversed(earlier)
        if other != question and len(other) <= room and not is_small_talk(other)
    ][:MOST_EARLIER]
    return next(filter(stands_alone, asked), asked[0] if asked else None)
