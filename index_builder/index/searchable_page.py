"""A page's texts -> its words as a browser's search sees them: folded, block by block. Pure.

Contract of both sides: the builder reads every page once (`page_words.py` keeps the result), and
the assistant reads in the same way the few words that it looks for on a page.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product, takewhile
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index_builder.index.passage import Passage

_MARKER = re.compile(r"^\s*(?:- |\d{1,9}\. )?")  # as plain_text.py writes list items
_NOTE = re.compile(r"^(\[[^\]\s]+\]) ")
_CHUNK = re.compile(r"[^\s、。，．！？；：]+[、。，．！？；：]*|[、。，．！？；：]+")
_ASCII_RUN = re.compile("[0-9A-Za-z_]+")
# Scripts without blanks: only the browser's dictionary knows where their words end. Each letter
# counts as a word when we look for repeats, and terms end only at blanks and punctuation.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
# What typography may change (kramdown's and Python-Markdown's dashes, ellipses and guillemets,
# pymdownx.smartsymbols, emoji short names), and brackets, which may be a footnote's mark or a
# template's. Quote marks are not here: browsers treat curly and straight ones alike.
_CHANGEABLE = re.compile(
    r"--|\.\.\.|<<|>>|``|''|\$\$|<-|->|\+/-|=/=|\((?:c|r|tm)\)|(?<![\d/])\d/\d(?![\d/])"
    r"|:[a-z0-9_+-]+:|[\[\]{}\\^|]",
    re.IGNORECASE,
)


class Word(NamedTuple):
    """A run of characters between blanks; `start` and `end` leave out punctuation around it."""

    block: int
    start: int  # offsets in the block's text; equal where there is nothing but punctuation
    end: int
    first: int  # place of its first key among the page's; "re-use" has two, a lone dash none
    last: int  # one past its last key
    safe: int  # 1 if the site shows it just as it is here


class Words:
    """A page's words, from an array with one row a word."""

    def __init__(self, table: NDArray[np.integer[Any]]) -> None:
        """Take the array, shape (words, 6): the fields of `Word` in order."""
        self.table = table

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.table)

    def __getitem__(self, at: int) -> Word:
        """Return one word."""
        return Word(*self.table[at].tolist())


@dataclass(frozen=True, kw_only=True, eq=False)
class WordPage:
    """A page as a browser searches it: blocks in order, their words, the words' folded keys."""

    blocks: Sequence[tuple[int, str]]  # index of the text it is from (or NOTES), text
    words: Words
    keys: str  # the words' keys in order, a line end before each
    notes: frozenset[str]  # footnotes' lines, as they are written below passages
    menu: str = ""  # keys, in the same form, of what the site's layout shows before the page

    def slice(self, words: range) -> str:
        """Return the text of a range of words of one block."""
        first, last = self.words[words[0]], self.words[words[-1]]
        return self.blocks[first.block][1][first.start : last.end]

    def keys_of(self, words: range) -> tuple[str, ...]:
        """Return the keys of a range of words."""
        return self.keys_at(self.words[words[0]].first, self.words[words[-1]].last) if words else ()

    def keys_at(self, first: int, last: int) -> tuple[str, ...]:
        """Return the page's keys from place `first` to before `last`."""
        if first == last:
            return ()
        start, end = self._starts[first + self._before], self._starts[last + self._before]
        return tuple(self._text[start + 1 : end].split("\n"))

    def owners(self, first: int, count: int) -> NDArray[np.intp]:
        """Return the word to which each of `count` of the page's keys belongs, from `first` on."""
        owners: NDArray[np.intp] = (
            np.searchsorted(self._firsts, np.arange(first, first + count), side="right") - 1
        )
        return owners

    def layout(self, first: int, count: int) -> list[int]:
        """Return for each of these `count` keys how many blocks it is below the first of them."""
        blocks = self.words.table[self.owners(first, count), Word._fields.index("block")]
        return [int(block) for block in blocks.astype(np.int64) - int(blocks[0])]

    def places(self, keys: Sequence[str], since: int | None = None) -> Iterator[int]:
        """Yield where these keys occur one after the other; blocks do not matter.

        Places count the page's own keys, so those in the menu are negative. `since` is the first
        place looked at; None starts with the menu.
        """
        if not keys:
            return
        wanted = "".join(f"\n{key}" for key in keys) + "\n"
        start = 0 if since is None else int(self._starts[since + self._before])
        at = self._text.find(wanted, start)
        while at >= 0:
            yield int(np.searchsorted(self._starts, at)) - self._before
            at = self._text.find(wanted, at + 1)

    @cached_property
    def _firsts(self) -> NDArray[np.int64]:
        return self.words.table[:, Word._fields.index("first")].astype(np.int64)

    @cached_property
    def _text(self) -> str:
        return f"{self.menu}{self.keys}\n"

    @cached_property
    def _starts(self) -> NDArray[np.intp]:
        """Where the line end before each key of menu and page is, and the one after the last."""
        letters = np.frombuffer(self._text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        return np.flatnonzero(letters == ord("\n"))

    @cached_property
    def _before(self) -> int:
        return self.menu.count("\n")


NOTES = -1  # in place of a text's index


def page_texts(passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return one text for each passage of a page, the headings above it included.

    A footnote has the headings of what cites it, which do not stand above its own text.
    """
    texts = []
    before = None
    for passage in passages:
        is_note = passage.quote.startswith("[^")
        above = () if is_note else _new_headings(before, passage)
        texts.append("\n".join([*above, passage.text]))
        before = before if is_note else passage
    return tuple(texts)


def page_headings(passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return a page's headings in order: a list of its contents may show them above its text.

    So may a row of tabs, which has the labels of all of them.
    """
    pairs = zip([None, *passages], passages, strict=False)
    return tuple(text for before, passage in pairs for text in _new_headings(before, passage))


def _new_headings(before: Passage | None, passage: Passage) -> tuple[str, ...]:
    """Return the headings that stand between two neighbouring passages."""
    if before is None:
        return (passage.page_title, *passage.headings)
    if (before.headings, before.anchor) == (passage.headings, passage.anchor):
        return ()
    pairs = zip(before.headings, passage.headings[:-1], strict=False)
    return passage.headings[sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)) :]


def read_page(texts: Sequence[str], folded: frozenset[int] = frozenset()) -> WordPage:
    """Return the words of a page: each text's in order, then the footnotes'.

    Browsers do not find words that are folded away: those of the texts `folded` are never safe.
    """
    lines: list[tuple[int, str]] = []
    notes: dict[str, None] = {}
    rows: set[str] = set()
    for at, text in enumerate(texts):
        own = text.split("\n")
        notes.update(dict.fromkeys(line for line in own if _is_note(line, text)))
        travels = own[0] in rows  # the header row that goes with a long table's later rows
        rows.update(line for line in own if " | " in line)
        lines += [(at, line) for line in own[travels:] if line not in notes]
    lines += [(NOTES, _NOTE.sub("", note)) for note in notes]  # sites gather them at the foot
    blocks = [(at, block) for at, line in lines for block in _blocks(line)]
    return _read(blocks, frozenset(notes), folded)


def menu_keys(titles: Iterable[str]) -> str:
    """Return the keys of a menu of titles, as `WordPage.menu` has them."""
    blocks = [block for title in titles for line in title.split("\n") for block in _blocks(line)]
    return _read([(NOTES, block) for block in blocks]).keys


def _is_note(line: str, text: str) -> bool:
    """Whether a line is a footnote that the text cites before it."""
    found = _NOTE.match(line)
    return found is not None and f" {found[1]}" in text[: max(0, text.find(f"\n{line}"))]


def _blocks(line: str) -> Iterator[str]:
    """Yield parts of a line that are certainly within one block each: table cells one by one."""
    for cell in re.split(r" \| |; ", line) if " | " in line else [line]:
        text = " ".join(_MARKER.sub("", cell).replace("\u00ad", "").split())
        if text:
            yield text


def _read(
    blocks: Sequence[tuple[int, str]],
    notes: frozenset[str] = frozenset(),
    folded: frozenset[int] = frozenset(),
) -> WordPage:
    words: list[Word] = []
    keys: list[str] = []
    for number, (source, text) in enumerate(blocks):
        for chunk in _CHUNK.finditer(text):
            start, end, own = _core(chunk[0])
            words.append(
                Word(
                    block=number,
                    start=chunk.start() + start,
                    end=chunk.start() + end,
                    first=len(keys),
                    last=len(keys) + len(own),
                    safe=source not in folded
                    and _is_safe(chunk[0], text.startswith(" [", chunk.end())),
                )
            )
            keys += own
    return WordPage(
        blocks=blocks,
        words=Words(np.array(words, dtype=np.int32).reshape(len(words), len(Word._fields))),
        keys="".join(f"\n{key}" for key in keys),
        notes=notes,
    )


def _is_safe(chunk: str, before_mark: bool) -> bool:
    odd = not chunk.isascii() and any(unicodedata.category(char)[0] == "C" for char in chunk)
    return not (odd or _CHANGEABLE.search(chunk) or (before_mark and _swallows_mark(chunk)))


def _swallows_mark(chunk: str) -> bool:
    """Whether a footnote's mark, which sites put right after a word, becomes part of it.

    UAX #29 joins letters and digits, and digits across a full stop or a comma.
    """
    return chunk[-1].isalnum() or (chunk[-1] in ".,;:" and chunk[-2:-1].isdigit())


def _core(chunk: str) -> tuple[int, int, list[str]]:
    """Return a chunk's first and last (one past) letter or digit, and its keys.

    The draft on text fragments takes its "word boundaries" from UAX #29, whose words are never
    shorter than these runs of letters, marks and digits, except in scripts without blanks.
    """
    if chunk.isascii():  # nearly all of them, and much faster
        runs = list(_ASCII_RUN.finditer(chunk))
        return (
            (runs[0].start(), runs[-1].end(), [run[0].lower() for run in runs])
            if runs
            else (0, 0, [])
        )
    kinds = [_kind(char) for char in chunk]
    inner = [at for at, kind in enumerate(kinds) if kind]
    if not any(kind > 1 for kind in kinds):
        return 0, 0, []
    keys: list[str] = []
    for at in inner:
        glued = at and kinds[at - 1] and max(kinds[at - 1], kinds[at]) < _ALONE
        keys[len(keys) - bool(glued) :] = [(keys[-1] if glued else "") + _folded(chunk[at])]
    return inner[0], inner[-1] + 1, [key for key in keys if key]


_ALONE = 3  # the kind of a letter that is a word by itself


def _kind(char: str) -> int:
    """Return 0 for a divider, 1 for marks and joiners, 2 for letters and digits, or _ALONE."""
    if _UNSPACED.match(char):
        return _ALONE if char.isalnum() else 1 if unicodedata.category(char)[0] == "M" else 0
    if char.isalnum() or char == "_":
        return 2
    return int(char in "\u200c\u200d" or unicodedata.category(char)[0] == "M")


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    """Fold case and accents, as browsers' searches do ("Find a string in range")."""
    plain = unicodedata.normalize("NFKD", char)
    return "".join(part for part in plain if unicodedata.category(part)[0] not in "MC").casefold()


def located(page: WordPage, words: str, passage: int | None, nth: int) -> range | None:
    """Return which of the page's words `words` are: occurrence `nth`, from 0, or else the last.

    If `passage` is given, only that passage and the footnotes count. The first line and trailing
    lines are dropped if the page does not have them.
    """
    lines = [line for line in words.split("\n") if line not in page.notes]
    lines = lines or [_NOTE.sub("", line) for line in words.split("\n")]
    for end, start in product(range(len(lines), 0, -1), range(2)):
        wanted = _read([(0, block) for line in lines[start:end] for block in _blocks(line)])
        count = wanted.keys.count("\n")
        found = [
            at
            for at in page.places(wanted.keys_at(0, count))
            if at >= 0 and _is_of(page, at, passage)
        ]
        if len(found) > 1:
            alike = wanted.layout(0, count)
            found = [at for at in found if page.layout(at, count) == alike] or found
        if found:
            at = found[min(nth, len(found) - 1)]
            owners = page.owners(at, count)
            return range(int(owners[0]), int(owners[-1]) + 1)
    return None


def _is_of(page: WordPage, key: int, passage: int | None) -> bool:
    (word,) = page.owners(key, 1).tolist()
    return passage is None or page.blocks[page.words[word].block][0] in (passage, NOTES)
