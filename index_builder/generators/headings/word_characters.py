"""Which characters make up words, by the Unicode classes of the generators' languages.

The classes here were compared with Ruby's and github-slugger's over all code points: they differ
only in letters that one side's Unicode version doesn't have yet.
"""

import unicodedata

# Letters in circles and squares: "other symbols" by category, but alphabetic by property.
_ENCLOSED = ((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189))


def is_word(character: str) -> bool:
    """Alphabetic, mark, decimal digit or connector: Ruby's `Word`, and github-slugger's class."""
    category = unicodedata.category(character)
    if category[0] in "LM" or category in ("Nl", "Nd", "Pc"):
        return True
    return any(low <= ord(character) <= high for low, high in _ENCLOSED)


def is_letter(character: str) -> bool:
    """A letter by category, as Go's `unicode.IsLetter` has it: no marks."""
    return unicodedata.category(character).startswith("L")


def is_digit(character: str) -> bool:
    """A decimal digit of any script, as Go's `unicode.IsDigit` has it."""
    return unicodedata.category(character) == "Nd"


def is_number(character: str) -> bool:
    """Any numeral, fractions and superscripts too, as Go's `unicode.IsNumber` has it."""
    return unicodedata.category(character).startswith("N")
