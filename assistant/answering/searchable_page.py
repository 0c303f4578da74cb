"""A page's texts -> its words as a browser's search sees them: folded, block by block. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

_MARKER = re.compile(r"^\s*(?:- |\d{1,9}\. )?")  # as plain_text.py writes list items
_NOTE = re.compile(r"^(\[[^\]\s]+\]) ")
_CHUNK = re.compile(r"[^\s、。，．！？；：]+[、。，．！？；：]*|[、。，．！？；：]+")
# Scripts without blanks: only the browser's dictionary knows where their words end. Each letter
# counts as a word when we look for repeats, and terms are cut at blanks and punctuation alone.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
# What typography may change (kramdown's and Python-Markdown's dashes, ellipses and guillemets,
# pymdownx.smartsymbols, emoji short names), and brackets, which may be a footnote's mark or a
# template's. Quote marks are not here: browsers fold the curly ones and the straight ones.
_CHANGEABLE = re.compile(
    r"--|\.\.\.|<<|>>|``|''|\$\$|<-|->|\+/-|=/=|\((?:c|r|tm)\)|(?<![\d/])\d/\d(?![\d/])"
    r"|:[a-z0-9_+-]+:|[\[\]{}\\^|]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A run of characters between blanks; `start` and `end` leave out punctuation around it."""

    block: int
    start: int  # offsets in the block's text; equal where there is nothing but punctuation
    end: int
    first: int  # its keys' places among the page's; "re-use" has two keys, a lone dash none
    last: int  # one past
    safe: bool  # the site shows it just as it stands here


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPage:
    """A page as a browser searches it: blocks in order, their words, the words' folded keys."""

    blocks: tuple[tuple[int, str], ...]  # index of the text it is from (or MENU, NOTES), text
    words: tuple[Word, ...]
    keys: tuple[str, ...]
    owners: tuple[int, ...]  # for each key its word
    notes: frozenset[str]  # footnotes' lines, as they stand below passages

    def slice(self, words: range) -> str:
        """Return the text of a range of words of one block."""
        first, last = self.words[words[0]], self.words[words[-1]]
        return self.blocks[first.block][1][first.start : last.end]

    def keys_of(self, words: range) -> tuple[str, ...]:
        """Return the keys of a range of words."""
        return self.keys[self.words[words[0]].first : self.words[words[-1]].last] if words else ()


MENU, NOTES = -2, -1  # in place of a text's index


@lru_cache(maxsize=16)
def read_page(texts: tuple[str, ...], menu: tuple[str, ...]) -> WordPage:
    """Return a page's words: the menu's, each text's in order, then the footnotes'."""
    lines = [(MENU, line) for text in menu for line in text.split("\n")]
    notes: dict[str, None] = {}
    rows: set[str] = set()
    for at, text in enumerate(texts):
        own = text.split("\n")
        notes.update(dict.fromkeys(line for line in own if _is_note(line, text)))
        travels = own[0] in rows  # the header row that goes with a long table's later rows
        rows.update(line for line in own if " | " in line)
        lines += [(at, line) for line in own[travels:] if line not in notes]
    lines += [(NOTES, _NOTE.sub("", note)) for note in notes]  # sites gather them at the foot
    return _read([(at, block) for at, line in lines for block in _blocks(line)], frozenset(notes))


def _is_note(line: str, text: str) -> bool:
    """Return whether a line is a footnote that the text cites before it."""
    found = _NOTE.match(line)
    return found is not None and f" {found[1]}" in text[: max(0, text.find(f"\n{line}"))]


def _blocks(line: str) -> Iterator[str]:
    """Yield parts of a line that certainly lie within one block each: a table's cells alone."""
    for cell in re.split(r" \| |; ", line) if " | " in line else [line]:
        text = " ".join(_MARKER.sub("", cell).replace("\u00ad", "").split())
        if text:
            yield text


def _read(blocks: Sequence[tuple[int, str]], notes: frozenset[str] = frozenset()) -> WordPage:
    words: list[Word] = []
    keys: list[str] = []
    owners: list[int] = []
    for number, (_, text) in enumerate(blocks):
        for chunk in _CHUNK.finditer(text):
            start, end, own = _core(chunk[0])
            owners += [len(words)] * len(own)
            words.append(
                Word(
                    block=number,
                    start=chunk.start() + start,
                    end=chunk.start() + end,
                    first=len(keys),
                    last=len(keys) + len(own),
                    safe=_is_safe(chunk[0], text[chunk.end() :]),
                )
            )
            keys += own
    return WordPage(
        blocks=tuple(blocks),
        words=tuple(words),
        keys=tuple(keys),
        owners=tuple(owners),
        notes=notes,
    )


def _is_safe(chunk: str, rest: str) -> bool:
    odd = not chunk.isascii() and any(unicodedata.category(char)[0] == "C" for char in chunk)
    return not odd and not (_CHANGEABLE.search(chunk) or _swallows_mark(chunk, rest))


def _swallows_mark(chunk: str, rest: str) -> bool:
    """Return whether a footnote's mark, which sites put right behind, makes one word with this.

    UAX #29 joins letters and digits, and digits across a full stop or a comma.
    """
    ends_open = chunk[-1].isalnum() or (chunk[-1] in ".,;:" and chunk[-2:-1].isdigit())
    return rest.startswith(" [") and ends_open


def _core(chunk: str) -> tuple[int, int, list[str]]:
    """Return a chunk's first and last (one past) letter or digit, and its keys.

    "Word boundaries" in the draft refers to UAX #29, whose words are never shorter than these
    runs of letters, marks and digits, scripts without blanks apart.
    """
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
    """Return 0 for what parts words, 1 for marks and joiners, 2 for letters and digits, else 3."""
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
    """Return the page's words that are meant; lines at the ends that it does not have go."""
    lines = [line for line in words.split("\n") if line not in page.notes]
    lines = lines or [_NOTE.sub("", line) for line in words.split("\n")]
    for end, start in product(range(len(lines), 0, -1), range(2)):
        wanted = _read([(0, block) for line in lines[start:end] for block in _blocks(line)])
        found = [at for at in places(page, wanted.keys) if _is_in(page, at, passage)]
        found = [at for at in found if _is_cut_alike(page, at, wanted)] or found
        if found:
            at = found[min(nth, len(found) - 1)]
            return range(page.owners[at], page.owners[at + len(wanted.keys) - 1] + 1)
    return None


def _is_cut_alike(page: WordPage, at: int, wanted: WordPage) -> bool:
    """Return whether words stand in blocks at a place of the page as they do in `wanted`."""
    theirs = [wanted.words[owner].block for owner in wanted.owners]
    ours = [page.words[owner].block for owner in page.owners[at : at + len(theirs)]]
    return [block - theirs[0] for block in theirs] == [block - ours[0] for block in ours]


def _is_in(page: WordPage, key: int, passage: int | None) -> bool:
    text = page.blocks[page.words[page.owners[key]].block][0]
    return text != MENU and (passage is None or text in (passage, NOTES))


def places(page: WordPage, keys: tuple[str, ...], since: int = 0) -> Iterator[int]:
    """Yield where the page has these keys, in order; blocks do not matter."""
    while keys:
        try:
            since = page.keys.index(keys[0], since)
        except ValueError:
            return
        if page.keys[since : since + len(keys)] == keys:
            yield since
        since += 1
