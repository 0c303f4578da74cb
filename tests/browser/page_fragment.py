"""Directives for words of a page that is given as texts."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.text_fragment import fragment
from index_builder.index.searchable_page import menu_keys, read_page


def directive_for(
    words: str,
    texts: Sequence[str],
    *,
    passage: int | None = None,
    nth: int = 0,
    menu: Sequence[str] = (),
) -> str | None:
    """Return the directive for words of a page that has these texts, below a menu of titles."""
    page = replace(read_page(texts), menu=menu_keys(menu))
    return fragment(words, page, passage=passage, nth=nth)
