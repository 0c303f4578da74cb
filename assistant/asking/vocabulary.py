"""The words of the passages, and how they write what others spell another way.

Pure; a word replaces another only if the passages have the one and don't have the other. The
British and American spellings are English.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from assistant.english.closed_words import FUNCTION_WORDS, VAGUE_WORDS
from assistant.english.lexicon import Lexicon
from index_builder.index.learned_vocabulary import times_in
from index_builder.index.lexical import terms

# What is longer than this is no word that anybody typed, and is not looked at.
LONGEST = 40

_PLAIN = FUNCTION_WORDS | VAGUE_WORDS
# Words that any text may have, with contractions also as they are often typed: "dont", "whats".
EVERYWHERE = _PLAIN | {word.replace("'", "") for word in _PLAIN}

_JOINS = "-'’/@_="

# What British and American spellings write differently, at or before a word's ending; each pair is
# tried both ways. A wrong guess does no harm: no passage has the word it makes.
_ISE = r"(?=(?:e|es|ed|er|ers|ing|able|ation|ations|ational)$)"
_OUR = r"(?=(?:s|ed|er|ers|ing|able|ably|ful|less|al|ite|ites|hood|hoods)?$)"
# Before "ed", "ing", "ment" and at a word's end Snowball's stemmer itself makes "ll" an "l".
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


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of all passages, in folded case."""

    frequencies: Mapping[str, int]  # word -> how often the passages have it, in alphabetical order
    read_text: Callable[[], str]  # all passages in folded case, as `folded` gives them
    has_term: Callable[[str], bool]  # whether a passage has a stem
    # Whether a word is an ordinary one even if no passage has it.
    is_ordinary: Callable[[str], bool]
    lexicon: Lexicon

    @cached_property
    def total(self) -> int:
        """How many words the passages have, at least 1."""
        return sum(self.frequencies.values()) or 1

    @cached_property
    def text(self) -> str:
        """All passages in folded case, to look up which words are side by side."""
        return self.read_text()

    @cached_property
    def by_initial(self) -> Mapping[str, tuple[str, ...]]:
        """The words that a misspelt one may be meant for, by their first letter."""
        aims = sorted(EVERYWHERE | {word for word in self.frequencies if word.isalpha()})
        return {initial: tuple(words) for initial, words in groupby(aims, key=lambda word: word[0])}

    def known(self, word: str) -> bool:
        """Whether a passage has the word in some inflection, or any text may."""
        folded = word.casefold()
        return (
            folded in self.frequencies
            or folded in EVERYWHERE
            or any(map(self.has_term, terms(folded)))
        )

    def right(self, word: str) -> bool:
        """Whether a word is spelt right: the passages, the encoder or the lexicon know it."""
        return self.known(word) or self.is_english(word)

    def is_english(self, word: str) -> bool:
        """Whether a word is an ordinary English one."""
        return self.is_ordinary(word) or self.lexicon.has(word.casefold())

    def share(self, word: str) -> float:
        """Return how likely somebody is to write a word: its share of English plus the passages'.

        Words of no subject are equally common everywhere, so for them English alone counts.
        """
        times = 0 if word in EVERYWHERE else self.frequencies.get(word, 0)
        return self.lexicon.share(word) + times / self.total

    def times(self, name: str) -> int:
        """Return how often the passages have a name, as whole words."""
        folded = name.casefold()
        if folded.isalnum():
            return self.frequencies.get(folded, 0)
        return times_in(self.text, folded)

    def has_alone(self, name: str) -> bool:
        """Whether a passage has a name by itself: "to-day" is not in "day-to-day".

        Nor is "re new" in "you're new", nor anything in an address.
        """
        return bool(times_in(self.text, name.casefold(), _JOINS))


def variant(word: str, words: Words) -> str | None:
    """Return the passages' British or American spelling of a word that they spell the other way."""
    if len(word) > LONGEST or not word.isalpha() or words.known(word):
        return None
    return next(
        (spelling for spelling in spellings(word.casefold()) if words.known(spelling)), None
    )


def spellings(word: str) -> Iterator[str]:
    """Yield a word's other British or American spellings; some guesses are no words."""
    for pattern, other in _VARIANTS:
        spelt, times = pattern.subn(other, word, count=1)
        if times:
            yield spelt
