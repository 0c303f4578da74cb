"""Two lists of passages -> what was added, edited, moved and removed. Pure.

A build's report, `verify`, `diff` and the bot all find changes with it.
"""

import difflib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal, NamedTuple

from index_builder.index.passage import Passage

ChangeKind = Literal["added", "edited", "moved", "removed", "unchanged"]

# Share of words that two texts need to have in common, in order, for one to be the other, edited.
# For another page it is higher: many pages hold sentences of the same form.
ALIKE_ON_THE_PAGE = 0.5
ALIKE_ELSEWHERE = 0.7
# In a group with more pairs than this, each passage is compared only with those that share most
# runs of words with it; a run that very many passages have does not count.
_ALL_PAIRS = 2_500
_RUN = 3
_COMMON = _NEAREST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of a passage; `before` is None if it was added, `after` if it was removed.

    unchanged: word for word the same, in the same section at the same address; its lines may have
    shifted or been rewrapped. moved: word for word the same, under other headings, on another page
    or at another address. edited: another text, more or less, in place of the old one.
    """

    kind: ChangeKind
    before: Passage | None
    after: Passage | None


class WordRun(NamedTuple):
    """Words that are in both texts, or in one only."""

    kind: Literal["same", "removed", "added"]
    words: str  # separated by single spaces


def compare_passages(before: Sequence[Passage], after: Sequence[Passage]) -> list[Change]:
    """Return the changes: those of the passages of `after`, in order, then the removals, in order.

    Each passage of either side is in exactly one change. The same passages give the same changes.
    """
    pairing = _Pairing(before, after)
    pairing.in_order(
        lambda passage: (_said(passage), _section(passage), passage.page_title, passage.url)
    )
    unchanged = dict(pairing.pairs)
    for place in (_section, _page, _anywhere):
        pairing.in_order(_said_in(place))
    same = dict(pairing.pairs)
    pairing.follow_pages()
    pairing.alike(_section, ALIKE_ON_THE_PAGE)
    pairing.alike(_page, ALIKE_ON_THE_PAGE)
    pairing.alike(_anywhere, ALIKE_ELSEWHERE)
    pairing.in_order(_section)

    def kind(old: int) -> ChangeKind:
        return "unchanged" if old in unchanged else "moved" if old in same else "edited"

    came_from = {new: old for old, new in pairing.pairs.items()}
    return [
        Change(kind=kind(came_from[new]), before=before[came_from[new]], after=passage)
        if new in came_from
        else Change(kind="added", before=None, after=passage)
        for new, passage in enumerate(after)
    ] + [
        Change(kind="removed", before=passage, after=None)
        for old, passage in enumerate(before)
        if old not in pairing.pairs
    ]


def word_differences(before: str, after: str) -> list[WordRun]:
    """Return the words of two texts as runs, in order; white space does not count.

    Without the added runs they are the words of `before`; without the removed ones, of `after`.
    """
    old, new = before.split(), after.split()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    runs = []
    for tag, start, stop, new_start, new_stop in matcher.get_opcodes():
        if tag == "equal":
            runs.append(WordRun("same", " ".join(old[start:stop])))
            continue
        if start < stop:
            runs.append(WordRun("removed", " ".join(old[start:stop])))
        if new_start < new_stop:
            runs.append(WordRun("added", " ".join(new[new_start:new_stop])))
    return runs


def passage_differences(before: Passage, after: Passage) -> list[WordRun]:
    """Return how an edited passage's words differ: in its source, or else in its footnotes."""
    runs = word_differences(before.quote, after.quote)
    if any(run.kind != "same" for run in runs):
        return runs
    return word_differences(before.text, after.text)


Key = Callable[[Passage], Hashable]


def _said(passage: Passage) -> Hashable:
    """Return the words of the source, and of the text, which holds footnotes from elsewhere."""
    return " ".join(passage.quote.split()), " ".join(passage.text.split())


def _said_in(place: Key) -> Key:
    return lambda passage: (_said(passage), place(passage))


def _section(passage: Passage) -> Hashable:
    return passage.path, passage.headings, passage.anchor


def _page(passage: Passage) -> Hashable:
    return passage.path


def _anywhere(_held: Passage) -> Hashable:
    return None


class _Pairing:
    """Which passage of one side became which of the other, found step by step."""

    def __init__(self, before: Sequence[Passage], after: Sequence[Passage]) -> None:
        self.before, self.after = list(before), after
        self.pairs: dict[int, int] = {}
        self._taken: set[int] = set()

    def in_order(self, key: Key) -> None:
        """Pair the remaining passages whose keys are equal, in order."""
        for olds, news in list(self._groups(key)):
            for old, new in zip(olds, news, strict=False):
                self._pair(old, new)

    def alike(self, key: Key, least: float) -> None:
        """Pair the remaining passages with equal keys and similar words, the most similar first."""
        for olds, news in list(self._groups(key)):
            scored = []
            for old, new in self._candidates(olds, news):
                share = _likeness(self.before[old], self.after[new], least)
                if share >= least:
                    scored.append((-share, old, new))
            for _, old, new in sorted(scored):
                if old not in self.pairs and new not in self._taken:
                    self._pair(old, new)

    def follow_pages(self) -> None:
        """Give the old passages the path where most of their page's paired passages are now.

        This way the edited passages of a renamed page still count as on the same page.
        """
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for old, new in self.pairs.items():
            votes[self.before[old].path][self.after[new].path] += 1
        homes = {path: _most(counts, path) for path, counts in votes.items()}
        self.before = [
            replace(passage, path=homes.get(passage.path, passage.path)) for passage in self.before
        ]

    def _pair(self, old: int, new: int) -> None:
        self.pairs[old] = new
        self._taken.add(new)

    def _groups(self, key: Key) -> Iterator[tuple[list[int], list[int]]]:
        """Yield the passages left on both sides, by key."""
        olds, news = defaultdict(list), defaultdict(list)
        for at, passage in enumerate(self.before):
            if at not in self.pairs:
                olds[key(passage)].append(at)
        for at, passage in enumerate(self.after):
            if at not in self._taken:
                news[key(passage)].append(at)
        yield from ((rows, news[name]) for name, rows in olds.items() if name in news)

    def _candidates(self, olds: Sequence[int], news: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the pairs worth comparing: all, or those that share most if there are too many."""
        if len(olds) * len(news) <= _ALL_PAIRS:
            yield from product(olds, news)
            return
        places: Mapping[tuple[str, ...], list[int]] = defaultdict(list)
        for new in news:
            for run in _runs(self.after[new]):
                places[run].append(new)
        for old in olds:
            near = (places.get(run, ()) for run in _runs(self.before[old]))
            shared = Counter(new for rows in near if len(rows) <= _COMMON for new in rows)
            nearest = sorted((-count, new) for new, count in shared.items())
            yield from ((old, new) for _, new in nearest[:_NEAREST])


def _most(votes: Counter[str], path: str) -> str:
    """Return the path with most votes; in a tie `path` itself, else the last by name."""
    return max(sorted(votes), key=lambda to: (votes[to], to == path, to))


def _runs(passage: Passage) -> set[tuple[str, ...]]:
    words = passage.text.split()
    return {tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))}


def _likeness(before: Passage, after: Passage, least: float) -> float:
    """Return the share of words that both have, in order; 0 if it is under `least`."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(
        before.quote.split(), after.quote.split(), score_cutoff=least
    )
