"""A misspelt word -> the word that it is meant for. English only.

Pure, except that the lexicon is read when the first unknown word comes. Candidates are the words of
English and of the passages that a few slips turn into the typed one. The likeliest is meant: how
often it is written times how likely the slips are, the noisy channel of Kernighan, Church and Gale,
"A Spelling Correction Program Based on a Noisy Channel Model", COLING 1990. It is put in only if
the passages have it, or if it names no subject, so that any text may have it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.asking.slips import Slips, slips
from assistant.asking.vocabulary import EVERYWHERE, LONGEST, Words
from assistant.english.lexicon import Lexicon
from index_builder.index.lexical import terms

# From a shorter word, one slip leads to too many others; a word of three letters is corrected only
# to one that names no subject, and only if its neighbours fit.
SHORTEST = 4
SHORTEST_PLAIN = 3
# Words must be this long for enough of them to be left beside a strange slip, or beside two usual
# slips.
STRANGE_FROM = 7
TWO_SLIPS_FROM = 8
# A capital inside a question starts a name, whose spelling nobody knows, or a word of a title. So
# such words are corrected only if they are long enough to be sure.
SHORTEST_CAPITAL = 6

# How likely a strange slip is compared with a usual one, and a second one with the first.
STRANGE = 0.1
SECOND = 0.01
# The likeliest word is meant if it is this many times as likely as the next.
CLEARLY = 2.0
# A word of three letters fits if this share of its neighbour's uses is in a pair with the word. Of
# the slips of three letters made by hand in the judged questions, 61 in 100 are corrected, none to
# a wrong word. Of acronyms put in place of other words ("my hsa" below), 4 in 100 are taken for
# misspelt words; no question that people asked had one.
FITS = 0.02
# No name comes after these, so a fitting pair with one of them is enough: "how mny", "i hve".
_NO_NAME_AFTER = frozenset("how i we you they he she".split())
# Slips in words at least as common as "not" are so frequent that one of the two pairs is enough:
# without its "not", a question means the opposite. The share of "not" in English is .0048.
COMMON = 0.0045

_VOWELS = frozenset("aeiouy")


def corrected(
    word: str, words: Words, before: str | None = None, after: str | None = None
) -> str | None:
    """Return the word that a misspelt one is meant for; None if it is right, or nobody can tell.

    `before` and `after` are the words beside it; None if it is the first or the last.
    """
    typed = word.casefold()
    if not _may_be_misspelt(word, words, before):
        return None
    ranked = sorted(_aims(typed, words), key=lambda aim: (-aim.likely, aim.word))
    if not ranked:
        return None
    aim = ranked[0]
    others = (other.likely for other in ranked[1:] if terms(other.word) != terms(aim.word))
    if aim.likely < CLEARLY * next(others, 0.0) or not words.known(aim.word):
        return None
    if aim.slips.strange and len(typed) < STRANGE_FROM:
        return None
    if len(typed) < SHORTEST and not _fits(typed, aim.word, words.lexicon, before, after):
        return None
    return aim.word


def _may_be_misspelt(word: str, words: Words, before: str | None) -> bool:
    shortest = SHORTEST_CAPITAL if word[:1].isupper() and before else SHORTEST_PLAIN
    return (
        shortest <= len(word) <= LONGEST
        and word.isalpha()
        and word[1:] == word[1:].casefold()  # neither an acronym nor a name such as "GitHub"
        and not words.right(word)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aim:
    """A word that may be meant."""

    word: str
    slips: Slips
    likely: float  # comparable for one typed word only


def _aims(typed: str, words: Words) -> Iterator[_Aim]:
    for word in _near(typed, words):
        found = slips(typed, word)
        if _is_possible(typed, found):
            weight = STRANGE**found.strange * SECOND ** (found.count - 1)
            yield _Aim(word=word, slips=found, likely=weight * words.share(word))


def _near(typed: str, words: Words) -> set[str]:
    """Return the words that a few slips lead to.

    The first letter is taken to be right, as it nearly always is (Pollock and Zamora, CACM 27:4,
    1984), or else swapped with the second, in words that name no subject.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    initial = typed[0]
    known = {*words.by_initial.get(initial, ()), *words.lexicon.beginning(initial)}
    aims = [word for word in known if len(word) >= SHORTEST_PLAIN and word.isalpha()]
    found = extract(typed, aims, scorer=OSA.distance, score_cutoff=2, limit=None)
    swapped = typed[1] + typed[0] + typed[2:]
    return {aim for aim, _, _ in found} | ({swapped} & EVERYWHERE)


def _is_possible(typed: str, found: Slips) -> bool:
    return found.count == 1 or (
        found.count == 2 and not found.strange and len(typed) >= TWO_SLIPS_FROM
    )


def _fits(typed: str, aim: str, lexicon: Lexicon, before: str | None, after: str | None) -> bool:
    """Whether a word that names no subject makes usual pairs with the words beside it.

    Three letters that are in no list may be an acronym: "my hsa" does not mean "my has". At the end
    of a question nothing fits: questions don't end in such words.
    """
    if after is None or aim not in EVERYWHERE or not _is_swapped_or_lacks_vowel(typed, aim):
        return False
    follows = lexicon.share_of_pair(before, aim, of=before) if before else 0.0
    if before in _NO_NAME_AFTER and follows >= FITS:
        return True
    shares = [follows] if before and lexicon.share(before) else []
    if lexicon.share(after):
        shares.append(lexicon.share_of_pair(aim, after, of=after))
    enough = max if lexicon.share(aim) >= COMMON else min
    return enough(shares, default=0.0) >= FITS


def _is_swapped_or_lacks_vowel(typed: str, aim: str) -> bool:
    lacking = next((have for have, has in zip(aim, typed, strict=False) if have != has), aim[-1])
    return len(aim) == len(typed) or (len(aim) == len(typed) + 1 and lacking in _VOWELS)
