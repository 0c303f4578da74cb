"""The words of the passages, and which of them a word that stands in none may be meant for.

Pure; a word is put in place of another only where the passages don't hold the one and do hold the
other. What is typed wrongly, and the British and American spellings, are English.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.english import FUNCTION_WORDS, VAGUE_WORDS
from index_builder.lexical import terms

# Damerau's study of typing errors (CACM 7:3, 1964) found one slip in four of five misspelt words.
# Below four letters one slip reaches too many other words; from eight on two slips still leave
# most of a word standing.
SHORTEST = 4
TWO_SLIPS_FROM = 8
# Nobody types a word this long: what is longer is no word, and is not looked at.
LONGEST = 40

_WORD = re.compile(r"[^\W_]+")
_PLAIN = FUNCTION_WORDS | VAGUE_WORDS
# Contractions are often typed without the apostrophe: "dont", "whats".
_ENGLISH = _PLAIN | {word.replace("'", "") for word in _PLAIN}

# What British and American spelling write differently, as endings or before an ending; each pair
# is tried both ways. A wrong guess does no harm: what it gives stands in no passage.
_ISE = r"(?=(?:e|es|ed|er|ers|ing|able|ation|ations|ational)$)"
_OUR = r"(?=(?:s|ed|er|ers|ing|able|ably|ful|less|al|ite|ites|hood|hoods)?$)"
# Snowball's stemmer takes a double "l" for one already where the word, "ed", "ing" or "ment" ends.
_LL = r"(?=(?:ation|ations|ous|ously|or|ors|ery)$)"
_ENCE = r"(?=(?:e|es|ed|ing|eless|er|ers)$)"
_VARIANTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        ("(?<=..)is" + _ISE, "iz"),
        ("(?<=..)iz" + _ISE, "is"),
        ("(?<=.l)ys(?=(?:e|es|ed|er|ers|ing)$)", "yz"),
        ("(?<=.l)yz(?=(?:e|es|ed|er|ers|ing)$)", "ys"),
        ("(?<=..)our" + _OUR, "or"),
        ("(?<=..)or" + _OUR, "our"),
        ("(?<=.[bt])re(?=s?$)", "er"),
        ("(?<=.[bt])er(?=s?$)", "re"),
        ("(?<=.[bt])red$", "ered"),
        ("(?<=.[bt])ered$", "red"),
        ("(?<=..)ll" + _LL, "l"),
        ("(?<=..)l" + _LL, "ll"),
        ("(?<=.[ei])nc" + _ENCE, "ns"),
        ("(?<=.[ei])ns" + _ENCE, "nc"),
        ("(?<=.t)is" + _ENCE, "ic"),
        ("(?<=.t)ic" + _ENCE, "is"),
        ("(?<=.og)ue(?=s?$)", ""),
        ("(?<=.og)(?=s?$)", "ue"),
        ("(?<=.m)me(?=s?$)", ""),
        ("(?<=.m)(?=s?$)", "me"),
        ("(?<=dg)e(?=ments?$)", ""),
        ("(?<=dg)(?=ments?$)", "e"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of all passages, in folded case."""

    frequencies: Mapping[str, int]  # word -> how often it stands in the passages
    stems: frozenset[str]
    by_initial: Mapping[str, tuple[str, ...]]  # words that another may be meant for, in order
    text: str  # all passages in folded case, to look up which words stand side by side
    # Whether a word that stands in no passage is nevertheless an ordinary one.
    is_ordinary: Callable[[str], bool]

    def known(self, word: str) -> bool:
        """Whether a passage holds the word in some inflection, or every text may."""
        folded = word.casefold()
        return (
            folded in self.frequencies
            or folded in _ENGLISH
            or any(stem in self.stems for stem in terms(folded))
        )

    def sure(self, word: str) -> bool:
        """Whether a word is one: a passage holds it so, or another inflection of it."""
        return word in self.frequencies or (self.known(word) and self.is_ordinary(word))

    def times(self, name: str) -> int:
        """Return how often a name stands in the passages, its own words only."""
        folded = name.casefold()
        times, at = 0, self.text.find(folded)
        while at >= 0:
            end = at + len(folded)
            around = self.text[at - 1 : at], self.text[end : end + 1]
            times += not any(beside.isalnum() for beside in around)
            at = self.text.find(folded, at + 1)
        return times

    def together(self, first: str, second: str) -> bool:
        """Whether two words stand side by side in a passage, or have a hyphen between them."""
        return bool(self.times(f"{first} {second}") or self.times(f"{first}-{second}"))


def words_of(texts: Sequence[str], is_ordinary: Callable[[str], bool]) -> Words:
    """Return the words of the passages' texts."""
    folded = "\n".join(" ".join(text.casefold().split()) for text in texts)
    frequencies = Counter(_WORD.findall(folded))
    aims = sorted(_ENGLISH | {word for word in frequencies if word.isalpha()})
    return Words(
        frequencies=frequencies,
        stems=frozenset(terms(" ".join(frequencies))),
        by_initial={
            initial: tuple(held) for initial, held in groupby(aims, key=lambda word: word[0])
        },
        text=folded,
        is_ordinary=is_ordinary,
    )


def corrected(word: str, words: Words) -> str | None:
    """Return the word of the passages that a misspelt one is meant for; None where none is.

    The nearest by optimal string alignment (a letter more, less, another, or two swapped), then
    the one they have most often; none where two are as near and as frequent. The first letter is
    taken to be right, as it nearly always is (Pollock and Zamora, CACM 27:4, 1984).
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    folded = word.casefold()
    if not _may_be_misspelt(word, words):
        return None
    swapped = [held for held in _swaps(folded) if words.sure(held)]
    if swapped:
        return swapped[0] if len(swapped) == 1 else None
    found = extract(
        folded,
        words.by_initial.get(folded[0], ()),
        scorer=OSA.distance,
        score_cutoff=2 if len(folded) >= TWO_SLIPS_FROM else 1,
        limit=None,
    )
    ranked = sorted(
        (distance, -words.frequencies.get(aim, 0), aim)
        for aim, distance, _ in found
        if len(aim) >= SHORTEST
    )
    if not ranked or _is_tie(ranked):
        return None
    return ranked[0][-1]


def _swaps(word: str) -> set[str]:
    """Return the words that two neighbouring letters, swapped, make of one; not the first two."""
    swapped = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)
    )
    return set(swapped) - {word}


def _may_be_misspelt(word: str, words: Words) -> bool:
    return (
        SHORTEST <= len(word) <= LONGEST
        and word.isalpha()
        and word[1:] == word[1:].casefold()  # neither an acronym nor a name such as "GitHub"
        and not words.known(word)
        and not words.is_ordinary(word)
    )


def _is_tie(ranked: Sequence[tuple[float, int, str]]) -> bool:
    """Tell two best ones that are different words, not inflections of one."""
    if len(ranked) < 2 or ranked[0][:-1] != ranked[1][:-1]:
        return False
    return terms(ranked[0][-1]) != terms(ranked[1][-1])


def variant(word: str, words: Words) -> str | None:
    """Return the passages' British or American spelling of a word that they spell the other way."""
    if len(word) > LONGEST or not word.isalpha() or words.known(word):
        return None
    return next((held for held in spellings(word.casefold()) if words.known(held)), None)


def spellings(word: str) -> Iterator[str]:
    """Yield a word as British or American spelling may have it otherwise; some guesses are none."""
    for pattern, other in _VARIANTS:
        spelt, times = pattern.subn(other, word, count=1)
        if times:
            yield spelt


def taken_apart(word: str, words: Words) -> str | None:
    """Return "data set" or "data-set" for "dataset", where that is how the passages write it."""
    if len(word) > LONGEST or words.known(word):
        return None
    folded = word.casefold()
    parts = ((folded[:at], folded[at:]) for at in range(1, len(folded)))
    for first, second in parts:
        if {first, second} <= words.frequencies.keys() and words.together(first, second):
            hyphen = f"{first}-{second}"
            return hyphen if words.times(hyphen) else f"{first} {second}"
    return None


def put_together(first: str, second: str, words: Words) -> str | None:
    """Return "dataset" for "data" and "set", where the passages write it so and no other way."""
    joined = (first + second).casefold()
    if joined not in words.frequencies or {first.casefold(), second.casefold()} <= _ENGLISH:
        return None
    return None if words.together(first, second) else joined
