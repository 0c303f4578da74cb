"""Replaces people's names for things by the playbook's usual ones. Pure.

Which name is usual was learned when the index was built (`index_builder/learning`). A question that
only asks what something is gets both names, since the definition has both.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.english.closed_words import content_words, words
from index_builder.index.inflection import article
from index_builder.index.learned_vocabulary import Name

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ARTICLE = re.compile(r"\b(an?)(\s+)$", re.IGNORECASE)


# The words, besides the name, of a question that only asks for a definition.
_DEFINING = frozenset(
    "stand stands short define defined definition acronym abbreviation abbreviated called".split()
)
# Words that show that more than a definition is asked for: "when don't I need an NDA".
_ELSE = frozenset(
    """
    when where why how whose which who not never without don't doesn't can't cannot can may must
    should need needs needed
    """.split()
)


class Names:
    """Names, found by what people call things; spaces, hyphens and capitals make no difference."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Take the names; if two are said the same way, the last one counts."""
        self._by_key = {_key(name.said): name for name in names}
        both = (form for name in self._by_key.values() for form in (name.said, name.other))
        self._longest = max((len(_WORD.findall(form)) for form in both), default=0)

    def __iter__(self) -> Iterator[Name]:
        """Yield the names."""
        return iter(self._by_key.values())

    def put_into(self, text: str, is_meant: Callable[[str, Name], bool]) -> tuple[str, list[Name]]:
        """Return a text with the usual names, and the names put in, each with what was said.

        Of names that overlap, the first counts; of those that start together, the longest. A name
        that the text already has is not put in again. `is_meant` decides whether some words are
        meant as a name.
        """
        found = list(_WORD.finditer(text))
        present = {
            _key(said) for at in range(len(found)) for _, said in self._from(at, text, found)
        }
        asked = frozenset(content_words(text)) - _DEFINING
        is_what = _ELSE.isdisjoint(words(text))
        put: list[Name] = []
        parts: list[str] = []
        at = end = 0
        while at < len(found):
            for last, said in self._from(at, text, found):
                name = self._by_key.get(_key(said))
                if name is None or _key(name.other) in present or not is_meant(said, name):
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
        """Yield what may be a name from word `at` on, longest first, with the last word's place."""
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


def _key(name: str) -> str:
    """Return a name's letters and digits in folded case: spaces and hyphens make no difference."""
    return "".join(char for char in name.casefold() if char.isalnum())
