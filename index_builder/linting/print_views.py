"""Whether a page is a print view, by its address or its layout."""

from urllib.parse import parse_qsl

from index_builder.linting.addressing import address_key, split_address
from index_builder.linting.linted_page import LintedPage

_NAMES = frozenset({"print", "printable", "printview", "print-view", "print_view"})


def is_print_view(target: str, opened: LintedPage | None) -> bool:
    """Return whether a target is a print view; `opened` is the page of the site that it opens."""
    split = split_address(target)
    if split is None:
        return False
    if opened and opened.field("layout") in _NAMES:
        return True
    last = address_key(split.path).rpartition("/")[2].lower()
    pairs = parse_qsl(split.query, keep_blank_values=True)
    asked = {word.lower() for pair in pairs for word in pair}
    return last in _NAMES or bool(asked & _NAMES)
