"""The file of all pages' words, from which the assistant makes links to passages.

    GENERATION/pages.jsonl      one JSON object a line: the menu, then page after page

Contract of both sides. A page is parsed when one of its passages is cited; how a page's words are
read is in `searchable_page.py`.
"""

import base64
import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, groupby

import numpy as np

from index_builder.index.passage import Passage
from index_builder.index.searchable_page import (
    Word,
    WordPage,
    Words,
    menu_keys,
    page_headings,
    page_texts,
    read_page,
)

_RECENT = 16  # parsed pages that are kept; a thread of questions stays on a few


def page_line(passages: Sequence[Passage]) -> bytes:
    """Return the line of one page, whose passages are given in order; the line end is left out."""
    folded = frozenset(at for at, passage in enumerate(passages) if passage.folded)
    page = read_page(page_texts(passages), folded)
    table = page.words.table
    kind = "<u2" if table.max(initial=0) < 1 << 16 else "<u4"
    fields = {
        "blocks": page.blocks,
        "kind": kind,
        "words": base64.b64encode(table.astype(kind).tobytes()).decode(),
        "keys": page.keys,
        "notes": sorted(page.notes),
        "menu": menu_keys(page_headings(passages)),
    }
    return json.dumps(fields, ensure_ascii=False).encode()


def page_lines(passages: Sequence[Passage]) -> list[bytes]:
    """Return the line of each page; a page's passages are neighbours."""
    return [
        page_line(list(page)) for _, page in groupby(passages, key=lambda passage: passage.path)
    ]


def pages_file(passages: Sequence[Passage], lines: Iterable[bytes]) -> bytes:
    """Return the contents of the file; `lines` has what `page_line` gives for each page."""
    counts = [len(list(page)) for _, page in groupby(passages, key=lambda passage: passage.path)]
    # A site's menu may show every page's title before a page's own text.
    menu = menu_keys(dict.fromkeys(passage.page_title for passage in passages))
    first = json.dumps({"passages": counts, "menu": menu}, ensure_ascii=False).encode()
    return b"".join(line + b"\n" for line in (first, *lines))


class SearchablePages:
    """The words of every page of a generation."""

    def __init__(self, data: bytes, count: int) -> None:
        """Read what `pages_file` gave for `count` passages.

        Raises:
            ValueError: it is something else.
        """
        try:
            first, *self._lines = data.splitlines()
            fields = json.loads(first)
            self._menu, counts = str(fields["menu"]), [int(number) for number in fields["passages"]]
        except (KeyError, TypeError, RecursionError) as error:
            raise ValueError(str(error)) from error
        self._starts = list(accumulate(counts, initial=0))
        if len(self._lines) != len(counts) or self._starts[-1] != count:
            raise ValueError(
                f"{len(self._lines)} pages of {self._starts[-1]} passages found, "
                f"{len(counts)} of {count} wanted"
            )
        self._parsed = lru_cache(maxsize=_RECENT)(self._parse)

    def of(self, row: int) -> tuple[WordPage, int]:
        """Return the page of a passage, and which of the page's passages it is, from 0.

        Raises:
            ValueError: the page can't be read.
        """
        at = bisect_right(self._starts, row) - 1
        return self._parsed(at), row - self._starts[at]

    def _parse(self, at: int) -> WordPage:
        try:
            fields = json.loads(self._lines[at])
            table = np.frombuffer(base64.b64decode(fields["words"]), dtype=fields["kind"])
            return WordPage(
                blocks=fields["blocks"],
                words=Words(table.reshape(-1, len(Word._fields))),
                keys=str(fields["keys"]),
                notes=frozenset(fields["notes"]),
                menu=self._menu + str(fields.get("menu", "")),
            )
        except (KeyError, TypeError, RecursionError) as error:
            raise ValueError(str(error)) from error
