"""Acronyms that no page explains, by their letters alone: "NDA" and "non-disclosure agreement".

Pure; English. A playbook may write only one of them and be asked for the other. Then the letters
are all there is to go by, so a name must have at least three words that name something, with only
"of", "and" and the like between them; and the passages must have it at least twice, and clearly
more often than any other name with these letters.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from assistant.english.closed_words import FUNCTION_WORDS, VAGUE_WORDS
from index_builder.index.inflection import singular
from index_builder.index.learned_vocabulary import FEWEST_LETTERS, MOST_LETTERS

# Once is chance: "use standards based" is no USB.
TIMES = 2
# Times as often as the next name with the same letters.
CLEARLY = 2

_BETWEEN = frozenset("of and for the".split())
_PART = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
_GAP = r"(?:[ -](?:of|and|for|the)){0,2}[ -]"


def spelt_out(short: str, folded: str) -> str | None:
    """Return the name in the passages that an acronym stands for; None if none clearly is meant.

    `folded` is the passages' text in folded case, one blank between words.
    """
    if not FEWEST_LETTERS <= len(short) <= MOST_LETTERS:
        return None
    pattern = _GAP.join(rf"{letter}[^\W\d_]+" for letter in short.casefold())
    found = re.findall(rf"(?<![\w-])({pattern})(?![\w-])", folded)
    names = [name for name in found if _is_name(_PART.findall(name))]
    times = Counter(map(singular, names))
    (name, count), (_, next_count) = [*times.most_common(2), ("", 0), ("", 0)][:2]
    if count < TIMES or count < CLEARLY * next_count:
        return None
    return name if name in names else next(plural for plural in names if singular(plural) == name)


def abbreviated(text: str, is_unexplained: Callable[[str], bool]) -> Iterator[tuple[int, str, str]]:
    """Yield each name of a question that has the letters of an unexplained acronym.

    Each comes as its end, the name and the acronym. Of names that overlap, the first counts; of
    those that start together, the longest.
    """
    found = list(_PART.finditer(text))
    at = 0
    while at < len(found):
        for last in range(min(len(found), at + 2 * MOST_LETTERS) - 1, at + FEWEST_LETTERS - 2, -1):
            name = text[found[at].start() : found[last].end()]
            letters = letters_of([match[0].casefold() for match in found[at : last + 1]])
            if letters is None or not _NAME.fullmatch(name) or _goes_on(text, found[last].end()):
                continue
            if is_unexplained(letters):
                yield found[last].end(), name, letters
                at = last
                break
        at += 1


def _goes_on(text: str, end: int) -> bool:
    """Whether an address goes on after a word, as after "app" in "app.example.org"."""
    return re.match(r"[.@/]\w", text[end : end + 2]) is not None


def letters_of(words: Sequence[str]) -> str | None:
    """Return the letters of a name's acronym, in capitals; None if the words are no name."""
    if not _is_name(words) or _BETWEEN & {*words[:1], *words[-1:]}:
        return None
    letters = "".join(word[0] for word in words if word not in _BETWEEN)
    return letters.upper() if FEWEST_LETTERS <= len(letters) <= MOST_LETTERS else None


def _is_name(words: Sequence[str]) -> bool:
    return ({*words} - _BETWEEN).isdisjoint(FUNCTION_WORDS | VAGUE_WORDS)
