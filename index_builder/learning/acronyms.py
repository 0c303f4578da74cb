"""Texts -> the acronyms that they explain, with their long forms. Pure; English.

In brackets: "Memorandum of Understanding (MOU)", "MOU (Memorandum of Understanding)"; as an entry
of a list or a table: "MOU: Memorandum of Understanding"; in a sentence: "MOU stands for …", "… or
MOU". Each letter has to begin a word; in brackets it is enough that all occur in order.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index_builder.index.function_words import FUNCTION_WORDS
from index_builder.index.inflection import singular
from index_builder.index.learned_vocabulary import FEWEST_LETTERS, folded, times_in

Explanation = tuple[str, str]
"""An acronym as it is written, and its long form."""

# No name is longer than this, in characters.
_LONGEST_NAME = 160

# An acronym has two capitals at least, and ten characters at most, as Schwartz and Hearst have it.
_SHORT = r"(?=[A-Za-z0-9&/-]*[A-Z][A-Za-z0-9&/-]*[A-Z])[A-Za-z0-9][A-Za-z0-9&/-]{0,8}[A-Za-z0-9]"
_TOKEN = re.compile(rf"(?<![\w&/-]){_SHORT}(?![\w&/-])")
_BRACKETS = re.compile(rf"(?<= )\(([^()\n]{{2,{_LONGEST_NAME}}})\)")
# What may be in brackets beside an acronym: 'the "MOU"', "hereafter MOU", "MOU for short".
_IN_BRACKETS = re.compile(
    r"(?:(?:also|or|hereafter|hereinafter|the|an?|called|known as|referred to as|abbreviated"
    rf"(?: as| to)?|in short),?\s+)*[\"“'‘]?({_SHORT})[\"”'’]?(?:,? for short)?"
)
# What may be between an acronym and its long form, whichever comes first.
_BETWEEN = (
    r"(?:\s*[:|=–—]\s*|\s+-\s+|\n+(?:- )?|,\s+"
    r"|,?\s+(?:or|aka|also called|also known as|known as|abbreviated(?: as| to)?"
    r"|stands for|is short for|is the acronym for|means|is)\s+)"
    r"(?:(?:the|an?)\s+)?[\"“'‘]?"
)
_LONGEST_BETWEEN = 30
_AFTER_SHORT = re.compile(_BETWEEN)
_BEFORE_SHORT = re.compile(rf"[\"”'’]?{_BETWEEN}$")
_RUN = re.compile(r"[^\n.;:()|]*")  # a name goes no further
# "Nondisclosure" has the letters of two words.
_PART = re.compile(r"non(?=[a-z]{4})|[^\W_]+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def acronyms(texts: Sequence[str]) -> dict[str, str]:
    """Return the acronyms that the passages explain, each with the long form given most often.

    Both are in the singular, except names that only have a plural: "Terms of Service".
    """
    found = (explanation for text in texts for explanation in explanations(text))
    return settled(found, folded(texts))


def settled(found: Iterable[Explanation], folded_text: str) -> dict[str, str]:
    """Return the long form that most explanations of each acronym give.

    `folded_text` is what `folded` makes of all passages, to see whether a name's singular occurs.
    """
    long_forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for short, long in found:
        name = singular(long)
        if (
            short == _singular(short)
            and name != long
            and not times_in(folded_text, name.casefold())
        ):
            name = long
        long_forms[_singular(short)][name] += 1
    return {
        short: min(times, key=lambda long: (-times[long], len(long), long))
        for short, times in sorted(long_forms.items())
    }


def _singular(short: str) -> str:
    return short[:-1] if short.endswith("s") and short[:-1].isupper() else short


def explanations(text: str) -> Iterator[Explanation]:
    """Yield acronyms as they are written ("MOUs" too), each with its long form."""
    yield from _in_brackets(text)
    for match in _TOKEN.finditer(text):
        letters = _letters(_singular(match[0]))
        if len(letters) >= FEWEST_LETTERS:
            before = text[max(0, match.start() - _LONGEST_NAME) : match.start()]
            after = text[match.end() : match.end() + _LONGEST_NAME]
            yield from ((match[0], long) for long in _beside(letters, before, after))


def _beside(letters: str, before: str, after: str) -> Iterator[str]:
    found = _AFTER_SHORT.match(after)
    if found and (long := _spelt_at_start(letters, after[found.end() :])):
        yield long
    found = _BEFORE_SHORT.search(before, max(0, len(before) - _LONGEST_BETWEEN))
    if found and (long := spelt_at_end(letters, before[: found.start()])):
        yield long


def _in_brackets(text: str) -> Iterator[tuple[str, str]]:
    for match in _BRACKETS.finditer(text):
        line = text[max(0, match.start() - _LONGEST_NAME) : match.start()].rpartition("\n")[2]
        inside, before = match[1], line.rsplit(maxsplit=1)[-1:]
        if named := _IN_BRACKETS.fullmatch(inside):
            short, long = named[1], long_form(_singular(named[1]), line)
        elif before and _TOKEN.fullmatch(before[0]):
            short, long = before[0], long_form(_singular(before[0]), inside)
            if long is None or not inside.startswith(long):
                long = _spelt_at_start(_letters(_singular(short)), inside)
        else:
            continue
        if long:
            yield short, long


def _letters(short: str) -> str:
    return "".join(char for char in short.casefold() if char.isalnum())


def long_form(short: str, before: str) -> str | None:
    """Return the words at the end of `before` that an acronym stands for, as few as possible.

    Words that begin with its letters come first. Otherwise it is done as by Schwartz and Hearst, "A
    Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text", PSB 2003: each
    letter is looked for from right to left, the first one at the start of a word, in at most
    min(n + 5, 2 n) words for n letters.
    """
    letters = _letters(short)
    if long := spelt_at_end(letters, before):
        return long
    text = " ".join(before.split()[-min(len(letters) + 5, 2 * len(letters)) :])
    folded, at = text.lower(), len(text)
    for letter in reversed(letters[1:]):
        at = folded.rfind(letter, 0, max(0, at))
    at = folded.rfind(letters[0], 0, max(0, at))
    while at >= 0 and not _starts_name(folded, at):
        at = folded.rfind(letters[0], 0, at)
    if at < 0:
        return None
    long = text[at:].strip(" *_,.;:\"'“”")
    is_name = len(long) > len(short) and short not in long and not set("()") & set(long)
    return long if is_name else None


def _starts_name(text: str, at: int) -> bool:
    """Whether a word other than "of" starts here: the "O" of "OPM" is that of "Office"."""
    before, word = text[at - 1 : at], _WORD.match(text, at)
    is_start = not before.isalnum() and before not in ("'", "’")
    return is_start and word is not None and word[0] not in FUNCTION_WORDS


@dataclass(frozen=True, slots=True)
class _Part:
    """A word, or a part of a hyphenated one."""

    start: int
    end: int
    letter: str
    plain: bool  # a word that an acronym may leave out: "of"


def _spelt_at_start(letters: str, text: str) -> str | None:
    """Return the words at the start of a text that the letters stand for; "of" needs no letter."""
    found = _RUN.match(text)
    parts = _parts(found[0] if found else "")
    count = _spelt(letters, parts)
    return text[parts[0].start : parts[count - 1].end] if count else None


def spelt_at_end(letters: str, text: str) -> str | None:
    """Return the words at the end of a text that the letters stand for; "of" needs no letter."""
    found = _RUN.match(text[::-1])
    start = len(text) - (found.end() if found else 0)
    parts = _parts(text[start:])
    for at in range(len(parts) - 1, max(-1, len(parts) - 2 * len(letters) - 1), -1):
        if _spelt(letters, parts[at:]) == len(parts) - at:
            return text[start + parts[at].start : start + parts[-1].end]
    return None


def _parts(text: str) -> list[_Part]:
    return [
        _Part(*match.span(), match[0][0].casefold(), match[0].casefold() in FUNCTION_WORDS)
        for match in _PART.finditer(text)
        if match[0] != "s"
    ]


def _spelt(letters: str, parts: Sequence[_Part]) -> int:
    """Return how many words, from the first, the letters stand for; 0 if they don't."""
    if not parts or parts[0].plain:
        return 0
    ways = {0}  # how many letters the words so far may have given
    for count, part in enumerate(parts, start=1):
        taken = {at + 1 for at in ways if letters[at] == part.letter}
        if len(letters) in taken:
            return count
        ways = taken | ways if part.plain else taken
        if not ways:
            return 0
    return 0
