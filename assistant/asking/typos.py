"""A word that nobody spells so -> the word of the passages that it is meant for. English only.

Pure, but for the lexicon, which is read when the first unknown word comes. Of all words that a few
slips could have made the typed one of, English ones and the passages', the likeliest is meant: how
often it is written times how likely the slips are, the noisy channel of Kernighan, Church and Gale,
"A Spelling Correction Program Based on a Noisy Channel Model", COLING 1990. It is put in only if
the passages hold it, or it is a word of no subject that every text may hold.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.asking.slips import Slips, slips
from assistant.asking.vocabulary import EVERYWHERE, LONGEST, Words
from assistant.english.lexicon import Lexicon
from index_builder.index.lexical import terms

# Of shorter words one slip reaches too many others; of three letters only words of no subject are
# made, where the words beside them fit.
SHORTEST = 4
SHORTEST_PLAIN = 3
# From here on a strange letter leaves enough of a word standing; from TWO_SLIPS_FROM on two usual
# slips do.
STRANGE_FROM = 7
TWO_SLIPS_FROM = 8
# A capital inside a question makes a name, which nobody knows how to spell; or starts a word of a
# title, and those that are long enough to be sure are mended.
SHORTEST_CAPITAL = 6

# How likely a slip is besides a usual one, and a second one besides the first.
STRANGE = 0.1
SECOND = 0.01
# The likeliest word is meant where it is this many times as likely as the next.
CLEARLY = 2.0
# A word of three letters fits where its pair with the one beside it is this share of the latter.
# On slips made by hand in the judged questions 61 in 100 of three letters are mended so, none into
# another word; acronyms put into the places of others (below: "my hsa") are taken for words in 4
# of 100, and were in no question as people asked it.
FITS = 0.02
# Behind these stands no name, and so the pair with them is enough: "how mny", "i hve".
_NO_NAME_AFTER = frozenset("how i we you they he she".split())
# Slips in words as common as "not" and up to "the" are so common that one of the two pairs is
# enough; a "not" that is lost turns a question round. Its share of English words is .0048.
COMMON = 0.0045

_VOWELS = frozenset("aeiouy")


def corrected(
    word: str, words: Words, before: str | None = None, after: str | None = None
) -> str | None:
    """Return the word that a misspelt one is meant for; None where it is right or nobody can tell.

    `before` and `after` are the words beside it; None where it is the first or the last.
    """
    typed = word.casefold()
    if not _may_be_misspelt(word, words, before):
        return None
    ranked = sorted(_aims(typed, words), key=lambda held: (-held.likely, held.word))
    if not ranked:
        return None
    aim = ranked[0]
    others = (held.likely for held in ranked[1:] if terms(held.word) != terms(aim.word))
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
    """Return the words that some slips lead to.

    The first letter is taken to be right, as it nearly always is (Pollock and Zamora, CACM 27:4,
    1984), or to be swapped with the next one in a word of no subject.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    initial = typed[0]
    held: Iterable[str] = {*words.by_initial.get(initial, ()), *words.lexicon.beginning(initial)}
    aims = [word for word in held if len(word) >= SHORTEST_PLAIN and word.isalpha()]
    found = extract(typed, aims, scorer=OSA.distance, score_cutoff=2, limit=None)
    swapped = typed[1] + typed[0] + typed[2:]
    return {aim for aim, _, _ in found} | ({swapped} & EVERYWHERE)


def _is_possible(typed: str, found: Slips) -> bool:
    return found.count == 1 or (
        found.count == 2 and not found.strange and len(typed) >= TWO_SLIPS_FROM
    )


def _fits(typed: str, aim: str, lexicon: Lexicon, before: str | None, after: str | None) -> bool:
    """Tell whether a word of no subject makes usual pairs with the words beside it.

    What has three letters and is in no list may as well be an acronym: "my hsa" has no "has". Nor
    does a question end in such a word.
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
