"""Words written together, apart or with a hyphen -> the way the passages write them. Pure.

What looks like a compound may be chance: "away" is not "a way", nor is "in form B" "inform B". So
both words of a compound must have at least two letters and name something; only the second may be a
particle, as in "log in". Whoever typed a hyphen meant a compound, and then any words will do.
"""

from assistant.asking.vocabulary import EVERYWHERE, LONGEST, Words
from assistant.english.closed_words import FUNCTION_WORDS, PARTICLES

SHORTEST = 2  # of the words of a compound, in characters


def taken_apart(word: str, words: Words) -> str | None:
    """Return "data set" or "data-set" for "dataset", if that is how the passages write it."""
    if len(word) > LONGEST or word.isupper() or words.known(word):
        return None
    folded = word.casefold()
    for first, second in ((folded[:at], folded[at:]) for at in range(1, len(folded))):
        if not {first, second} <= words.frequencies.keys() or first.isdigit() or second.isdigit():
            continue
        if words.has_alone(f"{first}-{second}"):
            return f"{first}-{second}"
        if _is_compound(first, second) and words.has_alone(f"{first} {second}"):
            return f"{first} {second}"
    return None


def put_together(first: str, between: str, second: str, words: Words) -> str | None:
    """Return "dataset" for "data" and "set", if the passages write it that way only.

    `between` is the space or the hyphen between them in the question.
    """
    joined = (first + second).casefold()
    if (
        joined not in words.frequencies
        or not words.has_alone(joined)
        or min(len(first), len(second)) < SHORTEST
    ):
        return None
    if between != "-" and not _is_compound(first.casefold(), second.casefold()):
        return None
    apart = any(words.times(f"{first}{sign}{second}") for sign in (" ", "-"))
    return None if apart else joined


def _is_compound(first: str, second: str) -> bool:
    if min(len(first), len(second)) < SHORTEST or first in FUNCTION_WORDS:
        return False
    if second in PARTICLES:  # "log in"; but "linked in" is not "linkedin"
        return first not in EVERYWHERE and not first.endswith(("ed", "ing"))
    return second not in FUNCTION_WORDS
