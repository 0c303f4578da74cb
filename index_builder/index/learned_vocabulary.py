"""What a playbook calls things, as the index keeps it: words, names and acronyms.

    GENERATION/vocabulary.json      one JSON object: words, names, unexplained

Contract of both sides: `index_builder/learning` learns it from the passages, and the assistant
rewords questions by it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

# How many letters an acronym has that is recognised by its letters alone. Too many pairs of words
# begin with the same two letters by chance.
FEWEST_LETTERS, MOST_LETTERS = 3, 6

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What people may call something, and what else it is called; both singular or both plural."""

    said: str
    other: str
    why: Literal["acronym", "glossary"]
    is_usual: bool = True  # `other` is: it is in the passages more often, or in the glossary


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedVocabulary:
    """The words and names of a generation's passages and of the editors' glossary."""

    frequencies: Mapping[str, int]  # word in folded case -> times it occurs; in alphabetical order
    names: tuple[Name, ...]
    unexplained: frozenset[str]  # acronyms that the passages use and nowhere explain

    def to_bytes(self) -> bytes:
        """Return it as JSON, the same bytes for the same vocabulary."""
        fields = {
            "words": dict(sorted(self.frequencies.items())),
            "names": [[name.said, name.other, name.why, name.is_usual] for name in self.names],
            "unexplained": sorted(self.unexplained),
        }
        return json.dumps(fields, ensure_ascii=False).encode() + b"\n"

    @classmethod
    def from_bytes(cls, data: bytes) -> "LearnedVocabulary":
        """Read what `to_bytes` wrote.

        Raises:
            ValueError: it is something else.
        """
        try:
            fields = json.loads(data)
            return cls(
                frequencies={str(word): int(times) for word, times in fields["words"].items()},
                names=tuple(
                    Name(said=said, other=other, why=why, is_usual=is_usual)
                    for said, other, why, is_usual in fields["names"]
                ),
                unexplained=frozenset(fields["unexplained"]),
            )
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(str(error)) from error


def folded(texts: Iterable[str]) -> str:
    """Return texts in folded case, one a line, with one blank between words."""
    return "\n".join(" ".join(text.casefold().split()) for text in texts)


def word_frequencies(folded_text: str) -> Counter[str]:
    """Return how often each word occurs in a text in folded case."""
    return Counter(_WORD.findall(folded_text))


def times_in(text: str, name: str, joins: str = "") -> int:
    """Return how often a text has a name with no letter, digit or sign of `joins` beside it."""
    times, at = 0, text.find(name)
    while at >= 0:
        end = at + len(name)
        around = text[at - 1 : at], text[end : end + 1]
        times += not any(beside.isalnum() or (beside and beside in joins) for beside in around)
        at = text.find(name, at + 1)
    return times
