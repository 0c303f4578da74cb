"""A question -> the same question in the playbook's words, and what was changed.

People misspell, write "organization" where a playbook has "organisation", "dataset" where it has
"data set", and "MOU" or the long name where it has the other. Only words the passages themselves
hold, or an editor's glossary, are put in; a question in their words comes back as it is.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from assistant.english import FUNCTION_WORDS
from assistant.spelling import (
    Words,
    corrected,
    put_together,
    taken_apart,
    variant,
    words_of,
)

Why = Literal["spelling", "variant", "compound", "acronym", "glossary"]
EVERY: frozenset[Why] = frozenset(get_args(Why))

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’][sS]$")
# No name is longer than this, in characters.
_LONGEST_NAME = 160
_BRACKETS = re.compile(rf"(?<= )\(([^()\n]{{2,{_LONGEST_NAME}}})\)")
# An acronym has two capitals at least, and ten characters at most, as Schwartz and Hearst have it.
_SHORT = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z0-9][A-Za-z0-9&/-]{0,8}[A-Za-z0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Words of the question, and the words of the playbook that were put in or added."""

    found: str
    used: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """What is searched for, and how it differs from what was asked; no changes, the same text."""

    text: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What a playbook calls things; built once for a generation."""

    words: Words
    names: Mapping[str, "Name"]  # by `_key` of what people may say
    longest: int  # words of the longest of those names


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What people may call something, and what the playbook may call it."""

    said: str
    other: str
    why: Why


def vocabulary_of(
    texts: Sequence[str],
    *,
    glossary: Sequence[tuple[str, ...]] = (),
    is_ordinary: Callable[[str], bool],
) -> Vocabulary:
    """Return the vocabulary of the passages' texts.

    `glossary` holds rows as `read_glossary` returns them. `is_ordinary` tells a word that nobody
    misspelt although no passage has it; one that the encoder's tokenizer leaves whole is a good
    guess, for its vocabulary holds a language's most frequent words.
    """
    pairs = [
        Name(said=said, other=other, why="acronym")
        for short, long in acronyms(texts).items()
        for said, other in ((long, short), (short, long))
    ]
    pairs += [
        Name(said=said, other=term, why="glossary") for term, *others in glossary for said in others
    ]
    # What an editor wrote counts as the playbook's words too, and comes before what was learned.
    rows = [name for row in glossary for name in row]
    return Vocabulary(
        words=words_of([*texts, *rows], is_ordinary),
        names={_key(name.said): name for name in pairs},
        longest=max((len(_WORD.findall(name.said)) for name in pairs), default=0),
    )


def reword(question: str, vocabulary: Vocabulary, whys: Collection[Why] = EVERY) -> Reworded:
    """Return the question in the playbook's words; doing so again changes nothing.

    `whys` are the kinds of changes that may be made.
    """
    spelt = _spelt(question, vocabulary.words, whys)
    named = _named(spelt.text, vocabulary, whys)
    # A name put in may make another one, or a compound, together with the words beside it. That
    # was not asked for: then the names stay as they are.
    again = (_spelt(named.text, vocabulary.words, whys), _named(named.text, vocabulary, whys))
    if any(held.changes for held in again):
        return spelt
    return Reworded(text=named.text, changes=(*spelt.changes, *named.changes))


def _spelt(text: str, words: Words, whys: Collection[Why]) -> Reworded:
    text, changes = _each_word(text, words, whys)
    if "compound" in whys:
        text, joined = _joined(text, words)
        changes += joined
    return Reworded(text=text, changes=tuple(changes))


def _each_word(text: str, words: Words, whys: Collection[Why]) -> tuple[str, list[Change]]:
    changes: list[Change] = []

    def changed(match: re.Match[str]) -> str:
        word = _POSSESSIVE.sub("", match[0])
        if not word.isalnum():  # a contraction
            return match[0]
        for why, find in _FINDERS:
            if why in whys and (used := find(word, words)):
                changes.append(Change(found=word, used=used, why=why))
                return used + match[0][len(word) :]
        return match[0]

    return _WORD.sub(changed, text), changes


# In this order: what a rule says comes before what likeness suggests.
_FINDERS: tuple[tuple[Why, Callable[[str, Words], str | None]], ...] = (
    ("variant", variant),
    ("compound", taken_apart),
    ("spelling", corrected),
)


def _joined(text: str, words: Words) -> tuple[str, list[Change]]:
    """Join neighbours that the passages write as one word."""
    changes: list[Change] = []
    parts: list[str] = []  # a word, what stands after it, a word …
    for part in re.split(r"(\W+)", text):
        parts.append(part)
        while len(parts) > 2 and parts[-2] in (" ", "-"):
            one = put_together(parts[-3], parts[-1], words)
            if one is None:
                break
            changes.append(Change(found="".join(parts[-3:]), used=one, why="compound"))
            parts[-3:] = [one]
    return "".join(parts), changes


def _named(text: str, vocabulary: Vocabulary, whys: Collection[Why]) -> Reworded:
    """Put the playbook's usual names in place of others; of two that overlap, the first, longest.

    Adding a name beside the one asked for was measured too, and lost: the more words there are of
    one thing, the less the others count.
    """
    found = list(_WORD.finditer(text))
    parts: list[str] = []
    changes: list[Change] = []
    at = end = 0
    while at < len(found):
        for last in range(min(len(found), at + vocabulary.longest) - 1, at - 1, -1):
            said = text[found[at].start() : found[last].end()]
            name = vocabulary.names.get(_key(said))
            if name and name.why in whys and _is_better(said, name, text, vocabulary.words):
                parts += [text[end : found[at].start()], name.other]
                changes.append(Change(found=said, used=name.other, why=name.why))
                at, end = last, found[last].end()
                break
        at += 1
    return Reworded(text="".join([*parts, text[end:]]), changes=tuple(changes))


def _is_better(said: str, name: Name, question: str, words: Words) -> bool:
    """Tell whether the playbook rather uses the other name, and the question doesn't have it.

    The glossary's term is its editor's choice; of an acronym and its long form it is the one that
    stands in the passages more often. A word that happens to be spelt like an acronym ("it",
    "bits") is none.
    """
    if _key(name.other) in _key(question):
        return False
    if name.why == "glossary":
        return True
    is_plain = said.islower() and said.isalpha() and words.is_ordinary(said)
    return not is_plain and words.times(name.said) < words.times(name.other)


def _key(name: str) -> str:
    """Return a name's letters and digits in folded case: spaces and hyphens make no difference."""
    return "".join(char for char in name.casefold() if char.isalnum())


def acronyms(texts: Sequence[str]) -> dict[str, str]:
    """Return acronyms that the passages explain, with the long form most of them give."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for short, long in _explained(text):
            found[short][long] += 1
    return {
        short: min(longs, key=lambda long: (-longs[long], len(long), long))
        for short, longs in sorted(found.items())
    }


def _explained(text: str) -> Iterator[tuple[str, str]]:
    """Yield "MOU" and its long form from "Memorandum of Understanding (MOU)" or "MOU (…)"."""
    for match in _BRACKETS.finditer(text):
        line = text[max(0, match.start() - _LONGEST_NAME) : match.start()].rpartition("\n")[2]
        inside, before = match[1], line.rsplit(maxsplit=1)[-1:]
        if _SHORT.fullmatch(inside):
            short, long = _singular(inside), long_form(_singular(inside), line)
        elif before and _SHORT.fullmatch(before[0]):
            short, long = _singular(before[0]), long_form(_singular(before[0]), inside)
            long = long if long and inside.startswith(long) else None
        else:
            continue
        if long:
            yield short, long


def _singular(short: str) -> str:
    return short[:-1] if short.endswith("s") and short[:-1].isupper() else short


def long_form(short: str, before: str) -> str | None:
    """Return the end of `before` whose letters an acronym is made of, as few words as can be.

    Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in
    Biomedical Text", PSB 2003: from right to left each letter is looked for, the first one at the
    start of a word, in at most min(n + 5, 2 n) words for n letters.
    """
    letters = [char for char in short.casefold() if char.isalnum()]
    held = before.split()[-min(len(letters) + 5, 2 * len(letters)) :]
    text = " ".join(held)
    folded, at = text.lower(), len(text)
    for letter in reversed(letters[1:]):
        at = folded.rfind(letter, 0, max(0, at))
    at = folded.rfind(letters[0], 0, max(0, at))
    while at >= 0 and not _starts_name(folded, at):
        at = folded.rfind(letters[0], 0, at)
    if at < 0:
        return None
    long = text[at:].strip(" *_,.;:\"'“”")
    return long if len(long) > len(short) and short not in long else None


def _starts_name(text: str, at: int) -> bool:
    """Tell the start of a word other than "of": "OPM" begins at "Office" of Policy."""
    word = _WORD.match(text, at)
    return not text[at - 1 : at].isalnum() and word is not None and word[0] not in FUNCTION_WORDS
