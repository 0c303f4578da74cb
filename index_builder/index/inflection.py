"""Number and article of English names: "an MOU", "memoranda of understanding". Pure."""

import re

from index_builder.index.function_words import PREPOSITIONS

# Letters whose names begin with a vowel, for acronyms: "an NDA", "a DUA".
_VOWEL_NAMES = frozenset("AEFHILMNORSX")
# "A user", "a one-off", "a European"; "an hour".
_VOWEL_SOUND = re.compile(
    r"(?!eu|ewe|on(?:e|ce)(?![a-z])|u(?:ni(?![mn])|s[aeu]|t[ei]))[aeiou]|hour|honou?r|honest|heir"
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def article(name: str) -> str:
    """Return "a" or "an", whichever goes before a name.

    Capitals are said letter by letter, unless they are a word that can be said: five or more with
    a vowel among them, as in "a FERPA".
    """
    word = _first(name)
    if len(word) > 1 and word[:2].isupper() and not _is_said(word):
        return "an" if word[0] in _VOWEL_NAMES else "a"
    return "an" if _VOWEL_SOUND.match(word.lower()) else "a"


def _first(name: str) -> str:
    found = _WORD.search(name)
    return re.split("[-/&]", found[0])[0] if found else ""


def _is_said(word: str) -> bool:
    return len(word) > 4 and any(letter in "AEIOU" for letter in word[1:])


def plurals(name: str) -> tuple[str, ...]:
    """Return what the plural of a name may be, the regular one last."""
    start, head, rest = _parts(name)
    if head.endswith("um"):
        return tuple(f"{start}{plural}{rest}" for plural in (head[:-2] + "a", head + "s"))
    if re.search("(?:s|x|z|ch|sh)$", head):
        return (f"{start}{head}es{rest}",)
    if re.search("[^aeiou]y$", head):
        return (f"{start}{head[:-1]}ies{rest}",)
    return (f"{start}{head}s{rest}",)


def singular(name: str) -> str:
    """Return the singular of a name that is in the plural; any other name as it is."""
    start, head, rest = _parts(name)
    if re.search("[^aeiou]ies$", head):
        return f"{start}{head[:-3]}y{rest}"
    if re.search("(?:ss|x|z|ch|sh)es$", head):
        return f"{start}{head[:-2]}{rest}"
    if head.lower() == "memoranda":
        return f"{start}{head[:-1]}um{rest}"
    return f"{start}{head[:-1]}{rest}" if re.search("[^su]s$", head) else name


def _parts(name: str) -> tuple[str, str, str]:
    """Divide a name at its head, the word that takes the plural: "statement" in "… of work"."""
    found = list(_WORD.finditer(name))
    before = [at for at, word in enumerate(found) if word[0].lower() in PREPOSITIONS]
    head = found[before[0] - 1 if before and before[0] else -1] if found else None
    if head is None:
        return name, "", ""
    return name[: head.start()], head[0], name[head.end() :]
