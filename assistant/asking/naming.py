"""The playbook's usual names for things in place of others that people have for them. Pure.

An acronym and its long form are one thing: the one that stands in the passages more often is its
usual name. What an editor's glossary says comes before that. Who only asks what something is is
looked up by both names, since its definition has both.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.asking.vocabulary import Words
from assistant.english.closed_words import content_words, words
from assistant.english.inflection import article, plurals

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ARTICLE = re.compile(r"\b(an?)(\s+)$", re.IGNORECASE)


# What people ask of a name who ask nothing else.
_DEFINING = frozenset(
    "stand stands short define defined definition acronym abbreviation abbreviated called".split()
)
# What shows that something else is asked of it: "when don't I need an NDA".
_ELSE = frozenset(
    """
    when where why how whose which who not never without don't doesn't can't cannot can may must
    should need needs needed
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What people may call something, and what else it is called; both of one number."""

    said: str
    other: str
    why: Literal["acronym", "glossary"]
    is_usual: bool = True  # the other: the passages have it more often, or the glossary says so


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

    def put_into(self, text: str, is_meant: Callable[[str, Name], bool]) -> tuple[str, list[Name]]:
        """Return a text in the usual names, and what was put in, as it was said.

        Of two that overlap it takes the first, longest. A name that the text has already is not
        put in again. `is_meant` tells of words found whether they are meant as a name.
        """
        found = list(_WORD.finditer(text))
        held = {_key(said) for at in range(len(found)) for _, said in self._from(at, text, found)}
        asked = frozenset(content_words(text)) - _DEFINING
        is_what = _ELSE.isdisjoint(words(text))
        put: list[Name] = []
        parts: list[str] = []
        at = end = 0
        while at < len(found):
            for last, said in self._from(at, text, found):
                name = self._by_key.get(_key(said))
                if name is None or _key(name.other) in held or not is_meant(said, name):
                    continue
                both = is_what and name.why == "acronym" and asked <= {*words(said)}
                if both or name.is_usual:
                    name = replace(name, said=said)
                    parts.append(_with_name(text[end : found[at].start()], name, both=both))
                    put.append(name)
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


def _with_name(before: str, name: Name, *, both: bool) -> str:
    if both:
        return f"{before}{name.said} ({name.other})"
    return _ARTICLE.sub(_Agreeing(name.other), before) + name.other


class _Agreeing:
    """Puts "a" or "an" before a name, in the capitals that the article had."""

    def __init__(self, name: str) -> None:
        self._article = article(name)

    def __call__(self, match: re.Match[str]) -> str:
        right = self._article.capitalize() if match[1][0].isupper() else self._article
        return right + match[2]


def names_of(
    explained: Mapping[str, str], glossary: Sequence[tuple[str, ...]], held: Words
) -> Iterator[Name]:
    """Yield the names of a playbook: acronyms that it explains, rows as `read_glossary` gives."""
    for short, long in explained.items():
        yield from _usual(short, long, held)
    for term, *others in glossary:
        yield from (Name(said=said, other=term, why="glossary") for said in others)


def _usual(short: str, long: str, held: Words) -> Iterator[Name]:
    """Yield an acronym for its long form and the other way round, in both numbers."""
    shorts, longs = (short, f"{short}s"), (long, *plurals(long))
    times = [sum(map(held.times, names)) for names in (shorts, longs)]
    # Of "memoranda" and "memorandums" the one that stands there; the regular if none does.
    plural = next((one for one in longs[1:] if held.times(one)), longs[-1])
    pairs = [(shorts[1], plural), (short, long)]
    for said, other in pairs:
        yield Name(said=said, other=other, why="acronym", is_usual=times[0] < times[1])
    for said, other in [*((one, shorts[1]) for one in longs[1:]), (long, short)]:
        yield Name(said=said, other=other, why="acronym", is_usual=times[0] > times[1])


def _key(name: str) -> str:
    """Return a name's letters and digits in folded case: spaces and hyphens make no difference."""
    return "".join(char for char in name.casefold() if char.isalnum())
