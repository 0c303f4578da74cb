"""Titles and addresses as runs of plain words, so that they can be compared."""

import re
import unicodedata

from index_builder.linting.addressing import address_key

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’")
_NUMBERED = re.compile(r"^\d+[-_. ]+")  # "7_appendix-a": the place in the folder


def title_words(text: str) -> tuple[str, ...]:
    """Return the words of a title or a file name: lower case, no accents, no apostrophes."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(_WORD.findall(bare.casefold()))


def address_words(address: str) -> tuple[str, ...]:
    """Return the words of an address's last part."""
    return title_words(address_key(address).rpartition("/")[2])


def file_name_words(path: str) -> tuple[str, ...]:
    """Return the words of a file's name, without the number it is sorted by."""
    return title_words(_NUMBERED.sub("", path.rpartition("/")[2].partition(".")[0]))
