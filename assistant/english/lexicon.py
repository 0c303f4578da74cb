"""English words and pairs of words, with how often they are written.

Both lists come with the package symspellpy (MIT licence): 82,834 words that are in both SCOWL's
word lists and Google's n-grams of books, and 242,342 pairs of them. None of its code is called.
The files are read when a word is first looked up that the playbook doesn't have.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from itertools import groupby

_PACKAGE = "symspellpy"
_WORDS = "frequency_dictionary_en_82_765.txt"
_PAIRS = "frequency_bigramdictionary_en_243_342.txt"

_SHORTEST_PART = 2  # of a compound, in letters
_SHORTEST_BASE = 4  # of a word with an ending or a prefix, which may belong to another word
_PREFIXES = ("un", "re", "non", "de")


class Lexicon:
    """How often words and pairs of words are written, from lines "word 5" and "first second 5"."""

    def __init__(self, words: Callable[[], str], pairs: Callable[[], str]) -> None:
        """Take what reads the lines: each is called once, when it is first needed."""
        self._read_words, self._read_pairs = words, pairs

    @cached_property
    def _words(self) -> dict[str, int]:
        fields = self._read_words().split()
        return dict(zip(fields[::2], map(int, fields[1::2]), strict=True))

    @cached_property
    def _total(self) -> int:
        return sum(self._words.values()) or 1

    @cached_property
    def _by_initial(self) -> Mapping[str, tuple[str, ...]]:
        ordered = sorted(self._words)
        return {first: tuple(words) for first, words in groupby(ordered, key=lambda word: word[0])}

    @cached_property
    def _pairs(self) -> str:
        return "\n" + self._read_pairs()

    def beginning(self, initial: str) -> tuple[str, ...]:
        """Return the words that begin with a letter, in order."""
        return self._by_initial.get(initial, ())

    def has(self, word: str) -> bool:
        """Return whether a word in lower case is English.

        So are a plural, somebody who does something ("funders", "triager"), a word with a prefix
        ("unvested") and two words often written side by side ("backend"), although no list has
        them all.
        """
        written = self._words
        return any(base in written for base in _bases(word)) or any(
            f"\n{word[:at]} {word[at:]} " in self._pairs
            for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
            if word[:at] in written and word[at:] in written
        )

    def share(self, word: str) -> float:
        """Return which share of all words written are this one, 0 to 1."""
        return self._words.get(word, 0) / self._total

    def share_of_pair(self, first: str, second: str, of: str) -> float:
        """Return which share of the uses of `of`, one of the two words, are this pair, 0 to 1."""
        written = self._words.get(of, 0)
        line = f"\n{first} {second} "
        at = self._pairs.find(line) if written else -1
        if at < 0:
            return 0.0
        count = self._pairs[at + len(line) : at + len(line) + 20].partition("\n")[0]
        return min(1.0, int(count) / written)


@cache
def english() -> Lexicon:
    """Return the English lexicon; nothing is read yet."""
    return Lexicon(lambda: _read(_WORDS), lambda: _read(_PAIRS))


def _read(name: str) -> str:
    return (files(_PACKAGE) / name).read_text(encoding="utf-8-sig")


def _bases(word: str) -> Iterator[str]:
    """Yield the word and those that it may be derived from by a rule without exceptions."""
    singular = word.removesuffix("s")
    yield word
    if not singular.endswith("s"):
        yield singular
    if singular.endswith("er"):
        yield from (base for base in (singular[:-2], singular[:-1]) if len(base) >= _SHORTEST_BASE)
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + _SHORTEST_BASE:
            yield word[len(prefix) :]
