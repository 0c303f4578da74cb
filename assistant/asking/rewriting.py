"""A question -> the same question in the playbook's words, and what was changed.

People misspell; they write "organization" for a playbook's "organisation", "dataset" for its "data
set", and "MOU" for the long name or the other way round. Only words that the passages or an
editor's glossary have are put in; a question already in these words stays as it is.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from assistant.asking.compounds import put_together, taken_apart
from assistant.asking.initials import abbreviated, spelt_out
from assistant.asking.naming import Names
from assistant.asking.typos import corrected
from assistant.asking.vocabulary import Words, variant
from assistant.english.lexicon import Lexicon
from index_builder.index.inflection import plurals, singular
from index_builder.index.learned_vocabulary import LearnedVocabulary, Name

# A page states only one of two opposites: whether something is mandatory may be answered by
# "voluntary". English; none of these words has another meaning that matters.
_SIDES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("mandatory", "compulsory", "obligatory"), ("voluntary", "optional")),
    (("forbidden", "prohibited", "banned"), ("allowed", "permitted")),
    (("forever", "indefinitely", "permanently"), ("temporarily", "purged", "expire", "expires")),
)
OPPOSITES: Mapping[str, tuple[str, ...]] = {
    word: (*others, *(one for one in side if one != word))
    for sides in _SIDES
    for side, others in (sides, sides[::-1])
    for word in side
}

Why = Literal["spelling", "variant", "compound", "acronym", "glossary", "opposite"]
EVERY: frozenset[Why] = frozenset(get_args(Why))

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’][sS]$")
# What may be an acronym in a question, even without capitals, which people often leave out.
_SHORT = re.compile(r"(?<![\w&/.@-])([A-Z]{3,6}|[a-z]{3,5})(s?)(?![\w&/@-]|\.\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Words of the question, and the words of the playbook that were put in or added."""

    found: str
    used: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """What is searched for, and how it differs from what was asked."""

    text: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What a playbook calls things; opened once for a generation."""

    words: Words
    names: Names
    unexplained: frozenset[str]  # acronyms that the passages have and don't explain

    def is_unexplained(self, acronym: str) -> bool:
        """Whether the passages have an acronym, don't explain it, and it is no English word."""
        return acronym in self.unexplained and not self.words.is_english(acronym)


def open_vocabulary(
    learned: LearnedVocabulary,
    *,
    read_text: Callable[[], str],
    has_term: Callable[[str], bool],
    is_ordinary: Callable[[str], bool],
    lexicon: Lexicon,
) -> Vocabulary:
    """Return the vocabulary of a generation, from what was learned when it was built.

    `read_text` returns all passages and the glossary's names, as `folded` makes them, and is called
    when words side by side are first looked up. `has_term` says whether a stem occurs in any of
    them. `is_ordinary` says whether a word that no passage has is still spelt right; if the
    encoder's tokenizer leaves it whole it probably is, since the tokenizer's vocabulary has a
    language's most frequent words.
    """
    return Vocabulary(
        words=Words(
            frequencies=learned.frequencies,
            read_text=read_text,
            has_term=has_term,
            is_ordinary=is_ordinary,
            lexicon=lexicon,
        ),
        names=Names(learned.names),
        unexplained=learned.unexplained,
    )


def reword(question: str, vocabulary: Vocabulary, whys: Collection[Why] = EVERY) -> Reworded:
    """Return the question in the playbook's words; doing so again changes nothing.

    `whys` are the kinds of changes that may be made.
    """
    spelt = _spelt(question, vocabulary.words, whys)
    named = _named(spelt.text, vocabulary, whys)
    # A name put in may form another name, or a compound, with the words beside it. Nobody asked for
    # that: then the names stay as they are.
    again = (_spelt(named.text, vocabulary.words, whys), _named(named.text, vocabulary, whys))
    if any(reworded.changes for reworded in again):
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
    found = list(_WORD.finditer(text))
    beside = [_POSSESSIVE.sub("", match[0]).casefold() for match in found]  # corrected as we go
    asked = frozenset(beside)
    parts: list[str] = []
    end = 0
    for at, match in enumerate(found):
        word = _POSSESSIVE.sub("", match[0])
        around = (beside[at - 1] if at else None, next(iter(beside[at + 1 : at + 2]), None))
        change = _respelt(word, words, whys, around)
        # Whoever asks "practice or practise?" means both.
        if change and (change.why == "spelling" or change.used not in asked):
            changes.append(change)
            parts += [text[end : match.start()], change.used]
            beside[at], end = change.used, match.start() + len(word)
    return "".join([*parts, text[end:]]), changes


def _respelt(
    word: str, words: Words, whys: Collection[Why], around: tuple[str | None, str | None]
) -> Change | None:
    if not word.isalnum():  # a contraction
        return None
    finders: tuple[tuple[Why, Callable[[], str | None]], ...] = (
        # In this order: what a rule says comes before what likeness suggests.
        ("variant", lambda: variant(word, words)),
        ("compound", lambda: taken_apart(word, words)),
        ("spelling", lambda: corrected(word, words, *around)),
    )
    for why, find in finders:
        if why in whys and (used := find()):
            return Change(found=word, used=used, why=why)
    return None


def _joined(text: str, words: Words) -> tuple[str, list[Change]]:
    """Join neighbours that the passages write as one word."""
    changes: list[Change] = []
    parts: list[str] = []  # a word, what follows it, a word …
    for part in re.split(r"(\W+)", text):
        parts.append(part)
        while len(parts) > 2 and parts[-2] in (" ", "-") and parts[-4:-3] not in (["'"], ["’"]):
            one = put_together(parts[-3], parts[-2], parts[-1], words)
            if one is None:
                break
            changes.append(Change(found="".join(parts[-3:]), used=one, why="compound"))
            parts[-3:] = [one]
    return "".join(parts), changes


def _named(text: str, vocabulary: Vocabulary, whys: Collection[Why]) -> Reworded:
    """Replace other names by the playbook's usual ones.

    Adding the usual name beside the one that was typed was measured too, and was worse: the more
    words there are for one thing, the less the question's other words count. If it has no others,
    as in "what is an NDA", adding is better.
    """
    words = vocabulary.words

    def is_meant(said: str, name: Name) -> bool:
        # A word that happens to be spelt like an acronym ("it", "bits") is not one.
        is_plain = said.islower() and said.isalpha() and words.is_english(said)
        return name.why in whys and (name.why == "glossary" or not is_plain)

    text, put = vocabulary.names.put_into(text, is_meant)
    changes = [Change(found=name.said, used=name.other, why=name.why) for name in put]
    if "acronym" in whys:
        text, guessed = _guessed(text, vocabulary)
        changes += guessed
    if "opposite" in whys:
        text, opposed = _opposed(text, words)
        changes += opposed
    return Reworded(text=text, changes=tuple(changes))


def _guessed(text: str, vocabulary: Vocabulary) -> tuple[str, list[Change]]:
    """Add the name for an acronym that no passage has, or an unexplained acronym for its name.

    It is added beside what was asked: letters prove little, so a guess removes no word.
    """
    words = vocabulary.words
    found: list[tuple[int, str, str]] = []  # end of a name, the name, the playbook's name
    for match in _SHORT.finditer(text):
        if not words.right(match[1]) and (long := spelt_out(match[1], words.text)):
            name = plurals(singular(long))[-1] if match[2] else long
            found.append((match.end(), match[0], name))
    for end, name, short in abbreviated(text, vocabulary.is_unexplained):
        if not words.times(name):
            found.append((end, name, short))
    folded = text.casefold()
    added = [guess for guess in sorted(found) if guess[2].casefold() not in folded]
    for end, _, name in reversed(added):
        text = f"{text[:end]} ({name}){text[end:]}"
    return text, [Change(found=said, used=name, why="acronym") for _, said, name in added]


def _opposed(text: str, words: Words) -> tuple[str, list[Change]]:
    """Add the opposite that a page may state instead: "is it mandatory (voluntary)".

    If the passages have the word that was asked for, nothing is added.
    """
    changes: list[Change] = []
    parts: list[str] = []
    end = 0
    folded = text.casefold()
    for found in _WORD.finditer(text):
        word = found[0].casefold()
        if words.times(word) or not (others := OPPOSITES.get(word)):
            continue
        used = max(others, key=words.times)
        if words.times(used) and used not in folded:
            changes.append(Change(found=found[0], used=used, why="opposite"))
            parts += [text[end : found.end()], f" ({used})"]
            end = found.end()
    return "".join([*parts, text[end:]]), changes
