"""The playbook's usual names for things in place of others that people have for them. Pure.

An acronym and its long form are one thing: the one that stands in the passages more often is its
usual name. What an editor's glossary says comes before that.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.acronyms import acronyms
from assistant.inflection import article, plurals
from assistant.spelling import Words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ARTICLE = re.compile(r"\b(an?)(\s+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What people may call something, and what the playbook calls it; both of one number."""

    said: str
    other: str
    why: Literal["acronym", "glossary"]


class Names:
    """Names by what people say; spaces, hyphens and capitals make no difference."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Take the names; of two that are said the same the last."""
        self._by_key = {_key(name.said): name for name in names}
        both = (held for name in self._by_key.values() for held in (name.said, name.other))
        self._longest = max((len(_WORD.findall(held)) for held in both), default=0)

    def __iter__(self) -> Iterator[Name]:
        """Yield the names."""
        return iter(self._by_key.values())

    def put_into(
        self, text: str, is_meant: Callable[[str, Name], bool]
    ) -> tuple[str, list[tuple[str, Name]]]:
        """Return a text in the usual names, and what stood in their places.

        Of two that overlap it takes the first, longest. A name that the text has already is not
        put in again. `is_meant` tells of words found whether they are meant as a name.
        """
        found = list(_WORD.finditer(text))
        held = {_key(said) for at in range(len(found)) for _, said in self._from(at, text, found)}
        parts: list[str] = []
        put: list[tuple[str, Name]] = []
        at = end = 0
        while at < len(found):
            for last, said in self._from(at, text, found):
                name = self._by_key.get(_key(said))
                if name and _key(name.other) not in held and is_meant(said, name):
                    before = text[end : found[at].start()]
                    parts += [_ARTICLE.sub(_Agreeing(name.other), before), name.other]
                    put.append((said, name))
                    at, end = last, found[last].end()
                    break
            at += 1
        return "".join([*parts, text[end:]]), put

    def _from(
        self, at: int, text: str, found: Sequence[re.Match[str]]
    ) -> Iterator[tuple[int, str]]:
        """Yield what may be a name from a word on, the longest first, each with its last word."""
        for last in range(min(len(found), at + self._longest) - 1, at - 1, -1):
            yield last, text[found[at].start() : found[last].end()]


class _Agreeing:
    """Puts "a" or "an" before a name, in the capitals that the article had."""

    def __init__(self, name: str) -> None:
        self._article = article(name)

    def __call__(self, match: re.Match[str]) -> str:
        right = self._article.capitalize() if match[1][0].isupper() else self._article
        return right + match[2]


def names_of(
    texts: Sequence[str], glossary: Sequence[tuple[str, ...]], words: Words
) -> Iterator[Name]:
    """Yield the names of a playbook; `glossary` holds rows as `read_glossary` returns them."""
    for short, long in acronyms(texts).items():
        yield from _usual(short, long, words)
    for term, *others in glossary:
        yield from (Name(said=said, other=term, why="glossary") for said in others)


def _usual(short: str, long: str, words: Words) -> Iterator[Name]:
    """Yield names for the one of an acronym and its long form that stands there less often."""
    shorts, longs = (short, f"{short}s"), (long, *plurals(long))
    times = [sum(map(words.times, names)) for names in (shorts, longs)]
    if times[0] < times[1]:
        # Of "memoranda" and "memorandums" the one that stands there; the regular if none does.
        plural = next((held for held in longs[1:] if words.times(held)), longs[-1])
        yield Name(said=shorts[1], other=plural, why="acronym")
        yield Name(said=short, other=long, why="acronym")
    if times[0] > times[1]:
        yield from (Name(said=held, other=shorts[1], why="acronym") for held in longs[1:])
        yield Name(said=long, other=short, why="acronym")


def _key(name: str) -> str:
    """Return a name's letters and digits in folded case: spaces and hyphens make no difference."""
    return "".join(char for char in name.casefold() if char.isalnum())
