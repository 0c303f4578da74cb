"""Questions that ask what something is, and the sentences that say it. Pure; English.

"What is an NDA?", "define data use agreement", "difference between an MOU and a DUA": what says it
is a sentence, an entry or a table row of the page that begins with the name.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.english.closed_words import ARTICLES, FUNCTION_WORDS, words
from index_builder.index.inflection import singular

MOST_WORDS = 7  # of a name; with more words, more is asked than what something is

_WHAT_IS = re.compile(
    r"(?:so |and |ok |please )*"
    r"(?:(?:what|who) (?:is|are|was|were)(?: meant by)?|(?:what|who)[’']?s|define|meaning of"
    r"|definition of|what (?:counts|qualifies) as"
    r"|what (?:do|does) (?P<said>.+?) (?:mean|stand for))\b\s*(?P<name>.*)",
    re.IGNORECASE,
)
_MEANT = re.compile(r"(?:\s+(?:short for|called))+$", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\bdifferences? between (?P<one>.+?) and (?P<other>.+)|^(?P<left>.+?)\s+(?:vs\.?|versus"
    r"|compared (?:to|with)) (?P<right>.+)",
    re.IGNORECASE,
)
_BOTH_NAMES = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<other>[^()]+)\)$")
_ENDS = " ?.!,;:\"'“”"
_ITEM = re.compile(r"(?:- |\d{1,9}\. )")
_SAYS = frozenset("is are means mean stands refers describes".split())
_IS = frozenset(("is", "are"))
_CHOOSES = re.compile(r"(?:choose|use) ", re.IGNORECASE)


def defined(question: str) -> tuple[tuple[str, ...], ...]:
    """Return the things whose meaning a question asks for, each with its names; () if none.

    "what is an NDA (Non-Disclosure Agreement)" asks about one thing with two names; a comparison
    asks about two things.
    """
    text = question.strip(_ENDS)
    if found := _BETWEEN.search(text):
        things = [found["one"] or found["left"], found["other"] or found["right"]]
    elif (found := _WHAT_IS.fullmatch(text)) and (found["said"] or found["name"]):
        things = [found["said"] or found["name"]]
    else:
        return ()
    named = [_names(_MEANT.sub("", thing.strip(_ENDS))) for thing in things]
    return tuple(named) if all(named) else ()


def _names(thing: str) -> tuple[str, ...]:
    both = _BOTH_NAMES.match(thing)
    names = (both["name"], both["other"]) if both else (thing,)
    return names if all(map(_is_name, names)) else ()


def _is_name(text: str) -> bool:
    """Whether it is a name: not "the limit for files that I e-mail", which has function words."""
    held = _bare(text)
    return 0 < len(held) <= MOST_WORDS and FUNCTION_WORDS.isdisjoint(set(held) - {"of", "and"})


def _bare(text: str) -> list[str]:
    held = words(text)
    return [singular(word) for word in (held[1:] if held[:1] and held[0] in ARTICLES else held)]


def defining(names: Sequence[str], texts: Sequence[str], heading: str) -> Iterator[int]:
    """Yield the places of a passage's sentences that say what the thing so named is.

    They are: a sentence that begins with the name and says what it is; an entry in a list of
    definitions, and what stands under it; a row whose first cell is the name; and "Choose an MOU
    for …" under a heading that is the name.
    """
    keys = {tuple(_bare(name)) for name in names}
    for at, text in enumerate(texts):
        if " | " in text:
            if _is_called(text.split(" | ")[0], keys):
                yield at
        elif text.endswith(":") and _is_called(text[:-1], keys):
            yield from (at, at + 1) if not _ITEM.match("".join(texts[at + 1 : at + 2])) else ()
        elif _says(text, keys) or (_CHOOSES.match(text) and _is_called(heading, keys)):
            yield at


def is_called(text: str, names: Sequence[str]) -> bool:
    """Whether a title or a heading is one of the names of a thing, or has it with another."""
    return _is_called(text, {tuple(_bare(name)) for name in names})


def _is_called(text: str, keys: set[tuple[str, ...]]) -> bool:
    """Whether it is one of the names, or two as in "Memorandum of Understanding (MOU)"."""
    both = _BOTH_NAMES.match(_ITEM.sub("", text).strip(_ENDS))
    held = (both["name"], both["other"]) if both else (text,)
    return any(tuple(_bare(one)) in keys for one in held)


def says_kind(names: Sequence[str], text: str) -> bool:
    """Whether a defining sentence says of what kind a thing is: "A mesh is a layer".

    "A mesh is changed yearly" only mentions it; an entry or a row with its name is there for that.
    """
    said = list(_said_of(text, {tuple(_bare(name)) for name in names}))
    is_kind = (rest[0] not in _IS or not ARTICLES.isdisjoint(rest[1:2]) for rest in said)
    return not said or any(is_kind)


def _says(text: str, keys: set[tuple[str, ...]]) -> bool:
    return any(True for _ in _said_of(text, keys))


def _said_of(text: str, keys: set[tuple[str, ...]]) -> Iterator[list[str]]:
    """Yield what a sentence that begins with one of the names says of it, from the verb on."""
    held = words(_ITEM.sub("", text))
    bare = held[1:] if held[:1] and held[0] in ARTICLES else held
    for key in keys:
        start = tuple(singular(word) for word in bare[: len(key)])
        rest = bare[len(key) :]
        if start == key and rest and rest[0] in _SAYS:
            yield rest
