"""Messages to the bot that ask for something other than an answer. Pure; English only.

Each must be all that the message says: "Who can I talk to about an E-MOU?" is a question.
"""

from typing import Literal

from assistant.asking.addressing import CALLED, without_address
from assistant.asking.typed_text import clean
from assistant.english.closed_words import (
    FUNCTION_WORDS,
    VAGUE_WORDS,
    is_small_talk,
    thanks,
    words,
)

Courtesy = Literal["thanks", "help", "person"]

_PEOPLE = frozenset("person human agent operator representative".split())
# These need a word of reaching beside them; with one they are as clear.
_ANYBODY = frozenset("somebody someone people anybody anyone".split())
# What may stand beside them: "I'd like to speak with an actual person, please".
_REACHING = frozenset(
    """
    talk speak chat reach contact connect call escalate forward pass put through real actual live
    instead directly like rather staff member
    """.split()
)
# A question that opens with one of these is about people or roles: "What does an agent do?".
_ABOUT = frozenset("what what's whats which who who's whos whose whom".split())
_HELP = frozenset(
    way.strip()
    for way in """
    help, help me, usage, commands, instructions, what can you do, what do you do, how do you work,
    how does this work, how do i use this, how do i use you, how can i use this, how can i use you,
    what can i ask, what can i ask you, how do i ask, can you help, can you help me,
    what is this bot, what does this bot do
    """.split(",")
)
_PLEASE = frozenset("please pls plz".split())


def courtesy(text: str) -> Courtesy | None:
    """Return what a message asks for instead of an answer; None if it may be a question."""
    typed = clean(text)
    if thanks(typed) and is_small_talk(_unnamed(typed)):
        return "thanks"
    said = words(without_address(typed))
    if _ways(said) & _HELP:
        return "help"
    if said and said[0] in _ABOUT:
        return None
    rest = {word for word in said if word not in FUNCTION_WORDS | VAGUE_WORDS | CALLED}
    wanted = set(said) & _PEOPLE or (set(said) & _ANYBODY and rest & _REACHING)
    return "person" if wanted and rest <= _PEOPLE | _ANYBODY | _REACHING else None


def _unnamed(text: str) -> str:
    """Return a message's words without the bot's names: "thanks playbook!"."""
    return " ".join(word for word in words(text) if word not in CALLED)


def _ways(said: list[str]) -> set[str]:
    """Return a message's words, with and without its courtesies."""
    kept = [word for word in said if word not in _PLEASE]
    return {" ".join(kept), " ".join(word for word in kept if word not in CALLED)}
