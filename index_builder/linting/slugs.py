"""Titles and addresses as runs of plain words, so that they can be compared."""

import re
import unicodedata

from index_builder.linting.addressing import key_of

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’")
_NUMBERED = re.compile(r"^\d+[-_. ]+")  # "7_appendix-a": the place in the folder


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a title or a file name: lower case, no accents, no apostrophes."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(_WORD.findall(bare.casefold()))


def words_of_address(address: str) -> tuple[str, ...]:
    """Return the words of an address's last part."""
    return words_of(key_of(address).rpartition("/")[2])


def words_of_file(path: str) -> tuple[str, ...]:
    """Return the words of a file's name, without the number it is sorted by."""
    return words_of(_NUMBERED.sub("", path.rpartition("/")[2].partition(".")[0]))
