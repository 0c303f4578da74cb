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
    # From a name as `_key` has it, to what is added to a question that has it, and why.
    names: Mapping[str, tuple[str, Why]]
    longest: int  # words of the longest of those names
    explained: Mapping[str, int]


def vocabulary_of(
    texts: Sequence[str],
    *,
    glossary: Sequence[tuple[str, ...]] = (),
    is_ordinary: Callable[[str], bool] = lambda word: False,
) -> Vocabulary:
    """Return the vocabulary of the passages' texts.

    `glossary` holds rows as `read_glossary` returns them. `is_ordinary` tells a word that nobody
    misspelt although no passage has it; one that the encoder's tokenizer leaves whole is a good
    guess, for its vocabulary holds a language's most frequent words.
    """
    names: dict[str, tuple[str, Why]] = {}
    for short, long in acronyms(texts).items():
        names[_key(short)] = (long, "acronym")
        names.setdefault(_key(long), (short, "acronym"))
    for term, *others in glossary:
        names |= {_key(other): (term, "glossary") for other in others}
    rows = [" \n ".join(row) for row in glossary]
    lengths = [len(_WORD.findall(long)) for long, _ in names.values()]
    spoken = [len(_WORD.findall(other)) for row in glossary for other in row]
    return Vocabulary(
        words=words_of([*texts, *rows], is_ordinary),
        names=names,
        longest=max([2, *lengths, *spoken]),
        explained=_expl(texts),
    )


def read_glossary(text: str) -> tuple[tuple[str, ...], ...]:
    """Return a glossary's rows: the playbook's term, then the other names people have for it.

    One a line, a tab between names; lines that are empty or start with "#" say nothing.

    Raises:
        ValueError: a line has no other name.
    """
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        names = tuple(name for held in line.split("\t") if (name := " ".join(held.split())))
        if len(names) < 2:
            raise ValueError(
                f"line {number} has one name, {line.strip()!r}; write the playbook's term, a tab, "
                "then the other names with a tab between them"
            )
        rows.append(names)
    return tuple(rows)


def reword(question: str, vocabulary: Vocabulary, whys: Collection[Why] = EVERY) -> Reworded:
    """Return the question in the playbook's words; doing so again changes nothing.

    `whys` are the kinds of changes that may be made.
    """
    text, spelt = _each_word(question, vocabulary.words, whys)
    joined: list[Change] = []
    if "compound" in whys:
        text, joined = _joined(text, vocabulary.words)
    text, added = _with_names(text, vocabulary, whys)
    return Reworded(text=text, changes=(*spelt, *joined, *added))


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


def _with_names(
    text: str, vocabulary: Vocabulary, whys: Collection[Why]
) -> tuple[str, list[Change]]:
    """Add the playbook's other name for what the question names, once each, at the end."""
    changes: list[Change] = []
    runs = dict(_runs(text, vocabulary.longest))
    waiting = list(runs)
    while waiting:
        key = waiting.pop(0)
        name, why = vocabulary.names.get(key, ("", "acronym"))
        if why not in whys or not name or _key(name) in runs or _is_plain(runs[key], vocabulary):
            continue
        import os
        m=os.environ.get("MODE","explained"); w=vocabulary.words
        ta,to=w.times(runs[key]),w.times(name)
        if why=="acronym" and ((m=="rarer" and ta>=to) or (m=="explained" and not (ta<=vocabulary.explained.get(key,0) and to>ta))): continue
        r=os.environ.get("HOW")
        if r and (r!="replace-short" or len(runs[key])<len(name)):
            changes.append(Change(found=runs[key], used=name, why=why)); text=text.replace(runs[key],name if r.startswith("replace") else f"{runs[key]} ({name})",1); continue
        if r: continue
        changes.append(Change(found=runs[key], used=name, why=why))
        text += f", {name}"
        fresh = {one: held for one, held in _runs(name, vocabulary.longest) if one not in runs}
        runs |= fresh
        waiting += fresh
    return text, changes


def _is_plain(found: str, vocabulary: Vocabulary) -> bool:
    """Tell a word that happens to be spelt like an acronym: "it", "who", "bits"."""
    return found.islower() and found.isalpha() and vocabulary.words.is_ordinary(found)


def _runs(text: str, longest: int) -> Iterator[tuple[str, str]]:
    """Yield the key of each run of up to `longest` words, and the run as it stands."""
    found = list(_WORD.finditer(text))
    for at, first in enumerate(found):
        for last in found[at : at + longest]:
            run = text[first.start() : last.end()]
            yield _key(run), run


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


def _expl(texts):
    c=Counter()
    for t in texts:
        for a,b in _explained(t):
            c[_key(a)]+=1; c[_key(b)]+=1
    return c


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
