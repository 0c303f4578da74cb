"""Words of a page -> a link that scrolls to them and highlights them: `#anchor:~:text=…`.

The rules are those of "URL Fragment Text Directives", a draft of the Web Platform Incubator
Community Group (https://wicg.github.io/scroll-to-text-fragment/): "Syntax" and "Fragment directive
grammar" for what is written, "Finding ranges in a document" for what a browser makes of it. If a
browser finds nothing it opens the anchor, which is right too; only a match of other words would
mislead. So each candidate is first tried on the page's words, ignoring case, accents and
punctuation, which finds at least what a browser finds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product, takewhile
from urllib.parse import quote

from index_builder.index.searchable_page import WordPage, located

SHORT = 300  # characters of a directive; the first correct one that is no longer is taken
LONGEST = 900  # for scripts that take nine characters a letter; Slack allows a URL of 3,000

_EXACT = 10  # words; up to this many are all written out, of more only the first and last ones
_SIZES = (4, 6, 9, 14, 28)  # words tried at each end, until the page has them only once
# Words tried as prefix, as suffix, as both.
_CONTEXTS = ((3, 0), (0, 3), (6, 0), (0, 6), (12, 0), (0, 12), (3, 3), (6, 6), (12, 12))
_FEWEST = 2  # words needed to identify a start: the site may show words that our text lacks
_RUNS = 3  # stretches of safe words tried at each end


def link(url: str, directive: str | None) -> str:
    """Append a directive to the address of a page or a section; None leaves the address as it is.

    "The fragment directive" in the draft: `:~:` follows the anchor, or a bare `#`.
    """
    if directive is None:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:{directive}"


def fragment(words: str, page: WordPage, *, passage: int | None = None, nth: int = 0) -> str | None:
    """Return the directive `text=[prefix-,]start[,end][,-suffix]` for words of a page, or None.

    `words` is plain text with newlines between its blocks. If it occurs more than once, the one in
    the page's passage number `passage` is meant, and there the `nth`, counted from 0.

    A browser highlights all of `words` except punctuation at the ends, list markers, footnotes
    below them, and words at the ends that typography may change. None means: the words are not on
    the page, are too few to be sure of, or nothing short enough tells them from others.
    """
    span = located(page, words, passage, nth)
    if span is None:
        return None
    long = None
    for match in _candidates(page, span):
        directive = _written(page, match)
        if len(directive) > LONGEST or not _is_right(page, match):
            continue
        if len(directive) <= SHORT:
            return directive
        long = long or directive
    return long


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """A directive as ranges of a page's words; an empty range is a part left out."""

    start: range
    end: range
    prefix: range = range(0)
    suffix: range = range(0)


def _candidates(page: WordPage, span: range) -> Iterator[_Match]:
    """Yield directives for a span, those that cover most of it first; of those, the plainest."""
    runs = list(_runs(page, span))
    whole = [run for run in runs if len(page.keys_of(run)) <= _EXACT]
    if len(runs) > 1 or not whole:
        for first, last in product(runs[:_RUNS], runs[: -_RUNS - 1 : -1]):
            yield from _in_context(page, list(_ranges(page, first, last)))
    for run in sorted(whole, key=len, reverse=True):
        yield from _in_context(page, [_Match(start=run, end=range(0))])


def _ranges(page: WordPage, first: range, last: range) -> Iterator[_Match]:
    """Yield matches from the start of one run to the end of another, with growing terms."""
    for head, tail in product(_SIZES, _SIZES):
        start, end = _head(page, first, head), _tail(page, last, tail)
        if start.stop <= end.start:
            yield _Match(start=start, end=end)


def _in_context(page: WordPage, plain: Sequence[_Match]) -> Iterator[_Match]:
    """Yield matches as they are, then the shortest and the longest with growing context."""
    yield from dict.fromkeys(plain)
    for across, (before, after) in product((False, True), _CONTEXTS):
        for match in dict.fromkeys([*plain[:1], *plain[-1:]]):
            prefix = _before(page, match.start.start, before, across)
            suffix = _after(page, (match.end or match.start).stop, after, across)
            if (prefix or not before) and (suffix or not after):
                yield _Match(start=match.start, end=match.end, prefix=prefix, suffix=suffix)


def _runs(page: WordPage, span: range) -> Iterator[range]:
    """Yield the longest stretches of safe words, each in one block, as "Syntax" demands."""
    at = span.start
    while at < span.stop:
        stop = at
        while stop < span.stop and _follows(page, at, stop):
            stop += 1
        run = _trimmed(page, range(at, stop))
        if run:
            yield run
        at = max(stop, at + 1)


def _follows(page: WordPage, first: int, at: int) -> bool:
    return bool(page.words[at].safe) and page.words[at].block == page.words[first].block


def _trimmed(page: WordPage, run: range) -> range:
    """Leave out words at the ends that have no letter or digit."""
    worded = [at for at in run if page.words[at].first < page.words[at].last]
    return range(worded[0], worded[-1] + 1) if worded else range(0)


def _head(page: WordPage, run: range, size: int) -> range:
    """Return a run's first words, `size` keys or more, or all of it."""
    goal = page.words[run.start].first + size
    return range(run.start, next((at + 1 for at in run if page.words[at].last >= goal), run.stop))


def _tail(page: WordPage, run: range, size: int) -> range:
    goal = page.words[run.stop - 1].last - size
    first = next((at for at in reversed(run) if page.words[at].first <= goal), run.start)
    return range(first, run.stop)


def _before(page: WordPage, at: int, size: int, across: bool) -> range:
    """Return up to `size` words right before a word: in its block, or if `across`, the one before.

    Only white space may be between them ("Find a range from a text directive").
    """
    inside = at > 0 and page.words[at - 1].block == page.words[at].block
    if not size or not at or inside == across or not page.words[at - 1].safe:
        return range(0)
    if across and (page.words[at].start > 0 or not _may_join(page, at - 1, at)):
        return range(0)
    near = range(at - 1, max(-1, at - 1 - size), -1)
    kept = sum(1 for _ in takewhile(lambda back: _follows(page, at - 1, back), near))
    worded = _trimmed(page, range(at - kept, at))
    return range(worded.start, at) if worded else range(0)


def _after(page: WordPage, stop: int, size: int, across: bool) -> range:
    """Return up to `size` words from `stop` on, the counterpart of `_before`."""
    last = page.words[stop - 1]
    inside = stop < len(page.words) and page.words[stop].block == last.block
    if not size or stop == len(page.words) or inside == across or not page.words[stop].safe:
        return range(0)
    tail = page.blocks[last.block][1][last.end :]
    if across and (tail or not _may_join(page, stop - 1, stop)):
        return range(0)
    near = range(stop, min(len(page.words), stop + size))
    kept = sum(1 for _ in takewhile(lambda ahead: _follows(page, stop, ahead), near))
    worded = _trimmed(page, range(stop, stop + kept))
    return range(stop, worded.stop) if worded else range(0)


def _may_join(page: WordPage, before: int, after: int) -> bool:
    """Whether two blocks are neighbours on the site too, with nothing else between them.

    A colon or semicolon at the end may be one that plain_text.py added.
    """
    (one, text), (other, _) = (page.blocks[page.words[at].block] for at in (before, after))
    return one >= 0 and other >= 0 and not text.endswith((":", ";"))


def _is_right(page: WordPage, match: _Match) -> bool:
    """Whether a browser finds these words first ("Find a range from a text directive")."""
    prefix, start, end, suffix = map(
        page.keys_of, (match.prefix, match.start, match.end, match.suffix)
    )
    if len(prefix) + len(start) < _FEWEST:
        return False
    opening = prefix + start if end else prefix + start + suffix
    begin = next(page.places(opening)) + len(prefix)
    finish = begin + len(start)
    if end:
        finish = next(page.places(end + suffix, finish), -len(end)) + len(end)
    words = match.end or match.start
    first, last = page.words[match.start.start], page.words[words.stop - 1]
    return (begin, finish) == (first.first, last.last)


def _written(page: WordPage, match: _Match) -> str:
    """Return a match written as TextDirective in "Fragment directive grammar"."""
    terms = [_encoded(page.slice(match.start))]
    if match.prefix:
        terms.insert(0, _encoded(_prefix_text(page, match)) + "-")
    if match.end:
        terms.append(_encoded(page.slice(match.end)))
    if match.suffix:
        terms.append("-" + _encoded(_suffix_text(page, match)))
    return "text=" + ",".join(terms)


def _prefix_text(page: WordPage, match: _Match) -> str:
    """Return the prefix with the punctuation between it and the start."""
    first, after = page.words[match.prefix.start], page.words[match.start.start]
    stop = after.start if after.block == first.block else None
    return page.blocks[first.block][1][first.start : stop].rstrip()


def _suffix_text(page: WordPage, match: _Match) -> str:
    before = page.words[(match.end or match.start).stop - 1]
    last = page.words[match.suffix.stop - 1]
    start = before.end if before.block == last.block else 0
    return page.blocks[last.block][1][start : last.end].lstrip()


def _encoded(text: str) -> str:
    """Percent-encode all but letters, digits and "_.~": more than the grammar asks, and safer."""
    return quote(text, safe="").replace("-", "%2D")
