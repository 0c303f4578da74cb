"""The parts of a question that the cited passages don't mention, in the asker's own words. Pure.

Better silent than wrong: a passage may answer in words that the asker did not use. So a word is
named only if the passages have no form of it and nothing near it in meaning; everyday words never
are. DECISIONS.md ("What is missing") says how often that is right.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.asking.rewriting import Change, Vocabulary
from assistant.asking.vocabulary import spellings
from assistant.english.clauses import asking_spans
from assistant.english.closed_words import EVERYDAY_WORDS, FUNCTION_WORDS, VAGUE_WORDS
from assistant.english.figures import asked_figures
from index_builder.index.lexical import terms
from index_builder.index.passage import Passage

MOST = 4  # parts named at once; whoever would read more may as well read the passage

# A word is far from a passage that is hardly nearer to it than passages in general: less than this
# many standard deviations above their mean.
FAR = 0.8
# A term that more than this share of the passages have names the handbook's subject, not the
# question's.
TOO_COMMON = 0.25
# How many letters words of one family share at the start, as "reimburse" and "reimbursement" do.
FAMILY = range(4, 7)
# How many letters an acronym may have.
ACRONYM = range(2, 7)

# "Cloud.gov" and "isn't" are one word each.
_WORD = re.compile(r"[^\W_]+(?:[.@'’][^\W_]+)*")
_ACRONYM = re.compile(r"\b[A-Z]{3,6}\b")
_SENTENCE_ENDS = '.?!:;—–-"“('
_CLOSED = FUNCTION_WORDS | VAGUE_WORDS
# Words whose capitals don't make them names.
_NO_NAMES = frozenset(
    """
    i i'm i've i'd i'll january february march april may june july august september october november
    december monday tuesday wednesday thursday friday saturday sunday english gb mb tb kb am pm ok
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known about a question's words apart from the text of the passages shown."""

    vocabulary: Vocabulary
    share: Callable[[str], float]  # share of the handbook's passages that have a term, 0 to 1
    # How near the shown passages are to each word of the question, in folded case: standard
    # deviations above the mean of passages in general. A word that is not a key here is never far.
    nearness: Mapping[str, float]
    changes: Sequence[Change] = ()  # what was reworded in the question


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """A word of the question."""

    text: str
    start: int
    is_name: bool
    is_absent: bool  # it may name something, and the passages don't have it
    is_missing: bool  # it is absent, and that is worth saying

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def placed_words(text: str) -> list[re.Match[str]]:
    """Return the words of a text, with their places."""
    return list(_WORD.finditer(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmentioned:
    """What passages don't mention of a question."""

    parts: tuple[str, ...]  # in the question's order, at most MOST
    has_name: bool  # a name is unmentioned (known by its capitals), even if `parts` has no room


def unmentioned(question: str, shown: Sequence[Passage], known: Known) -> Unmentioned:
    """Return what the shown passages don't mention of a question.

    These are names and words about the subject as the asker wrote them, neighbours as one phrase,
    and kinds of figures ("a number of days").
    """
    text = _Text.of(shown)
    figures = [figure for figure in asked_figures(question, text.whole) if not figure.is_held]
    named = [(figure.span[0], figure.called) for figure in figures]
    settled = [*(figure.span for figure in figures), *_said_otherwise(question, text, known)]
    words = list(_words(question, text, known, settled))
    named += _phrases(question, words)
    first: dict[str, str] = {}
    for _, name in sorted(named):
        first.setdefault(name.casefold(), name)
    return Unmentioned(
        parts=tuple(first.values())[:MOST],
        has_name=any(word.is_missing and word.is_name for word in words),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """The shown passages, title paths included, in the forms in which words are looked for."""

    whole: str
    words: tuple[str, ...]  # in folded case
    terms: frozenset[str]
    joined: frozenset[str]  # neighbours as one word
    initials: str  # of the words that are no function words
    acronyms: frozenset[str]

    @classmethod
    def of(cls, shown: Sequence[Passage]) -> "_Text":
        # The source too: a telephone number or an address may be in a link alone.
        whole = "\n".join(text for passage in shown for text in (passage.embedded, passage.quote))
        said = "\n".join(passage.embedded for passage in shown)
        words = tuple(_WORD.findall(said.casefold()))
        return cls(
            whole=whole,
            words=words,
            terms=frozenset(terms(said)),
            joined=frozenset(first + second for first, second in pairwise(words)),
            initials="".join(word[0] for word in words if word not in FUNCTION_WORDS),
            acronyms=frozenset(found.casefold() for found in _ACRONYM.findall(said)),
        )

    def has(self, name: str) -> bool:
        """Whether the passages have all words of a name, in some inflection."""
        return set(terms(name)) <= self.terms

    def has_form_of(self, word: str) -> bool:
        """Whether they have a word inflected, respelt, in a compound, or another of its family.

        An acronym also counts if its letters are the initials of neighbouring words.
        """
        folded = word.casefold()
        return (
            any(self.has(form) for form in (word, *spellings(folded)))
            or folded in self.joined
            or self._has_family(terms(word)[:1])
            or (len(word) in ACRONYM and word.isupper() and folded in self.initials)
        )

    def _has_family(self, stems: Sequence[str]) -> bool:
        stem = stems[0] if stems else ""
        if len(stem) < FAMILY[0]:
            return False
        start = stem[: max(FAMILY[0], min(FAMILY[-1], len(stem) - 1))]
        return any(
            word.startswith(start) or (len(word) >= FAMILY[0] and stem.startswith(word))
            for word in self.words
        )


def _said_otherwise(question: str, text: _Text, known: Known) -> Iterator[tuple[int, int]]:
    """Yield the places of names that the passages have in another form.

    That is another name from the glossary, an acronym for a long name or the reverse, or a word
    that was reworded.
    """
    pairs = {(name.said, name.other) for name in known.vocabulary.names}
    pairs |= {(other, said) for said, other in pairs}
    pairs |= {(change.found, change.used) for change in known.changes}
    folded = question.casefold()
    for said, other in sorted(pairs):
        if said.casefold() in folded and text.has(other):
            pattern = rf"(?<!\w){re.escape(said)}(?!\w)"
            yield from (match.span() for match in re.finditer(pattern, question, re.IGNORECASE))
    yield from _spelt_out(question, text)


def _spelt_out(question: str, text: _Text) -> Iterator[tuple[int, int]]:
    """Yield the places of neighbouring words whose initials are an acronym of the passages."""
    found = placed_words(question)
    initials = "".join(word[0][0].casefold() for word in found)
    for acronym in text.acronyms:
        at = initials.find(acronym)
        if at >= 0:
            yield found[at].start(), found[at + len(acronym) - 1].end()


def _words(
    question: str, text: _Text, known: Known, settled: Sequence[tuple[int, int]]
) -> Iterator[_Word]:
    """Yield the question's words; none within the `settled` places is missing."""
    asking = asking_spans(question)
    found = placed_words(question)
    shouts = _shouts(question, found)
    for match in found:
        word, start = match[0], match.start()
        is_name = not shouts and _is_name(word, question[:start], known)
        is_absent = (
            _may_name(word) and not _is_within(start, settled) and not text.has_form_of(word)
        )
        far = is_name or (_is_within(start, asking) and _is_far(word, known))
        yield _Word(
            text=word,
            start=start,
            is_name=is_name,
            is_absent=is_absent and (is_name or not _is_everyday(word)),
            is_missing=is_absent and far and not _is_common(word, known),
        )


def _shouts(question: str, found: Sequence[re.Match[str]]) -> bool:
    """Whether capitals mark no names in a question: "HOW DO GOATS EAT", "How Do Goats Eat"."""
    inside = [match[0] for match in found if not _starts_sentence(question[: match.start()])]
    small = [word for word in inside if _plain(word) in FUNCTION_WORDS - {"i"}]
    if not small:  # "Hay Price Oak Farm" shouts; "ACME hay price" doesn't
        return len(inside) > 2 and all(word[0].isupper() for word in inside)
    return sum(word[0].isupper() for word in small) * 2 > len(small)


def _starts_sentence(before: str) -> bool:
    before = before.rstrip()
    return not before or before[-1] in _SENTENCE_ENDS


def _is_within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _may_name(word: str) -> bool:
    return _plain(word) not in _CLOSED and not word.isdigit()


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")


def _is_name(word: str, before: str, known: Known) -> bool:
    """Whether a word is a name, by its capitals: several, or one inside a sentence."""
    if _plain(word) in _NO_NAMES | FUNCTION_WORDS or len(word) < 2 or word[0].isdigit():
        return False
    if sum(char.isupper() for char in word) > 1:
        # "OPM" is a name; an ordinary word of six letters or more ("BUDGET") is only shouted.
        return len(word) < ACRONYM[-1] or not known.vocabulary.words.is_ordinary(word)
    return word[0].isupper() and not _starts_sentence(before)


def _is_everyday(word: str) -> bool:
    is_short = len(word) < 3 or any(map(str.isdigit, word))
    return is_short or not _everyday().isdisjoint((_plain(word), *terms(word)))


@cache
def _everyday() -> frozenset[str]:
    """Return the everyday words and their stems."""
    words = EVERYDAY_WORDS | VAGUE_WORDS
    return words | frozenset(terms(" ".join(sorted(words))))


def _is_far(word: str, known: Known) -> bool:
    """Whether nothing in the passages is near to a word.

    A word that is neither in the handbook nor an ordinary one is slang or misspelt. How near it is
    means nothing, so it never counts as far.
    """
    if _is_everyday(word) or known.nearness.get(word.casefold(), FAR) >= FAR:
        return False
    return known.vocabulary.words.is_ordinary(word) or any(map(known.share, terms(word)))


def _is_common(word: str, known: Known) -> bool:
    return min(map(known.share, terms(word)), default=0.0) > TOO_COMMON


def _phrases(question: str, words: Sequence[_Word]) -> list[tuple[int, str]]:
    """Return the missing words with their places; neighbours make one phrase."""
    runs: list[list[_Word]] = []
    for word in words:
        if runs and _go_together(runs[-1][-1], word, question):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [
        (run[0].start, question[run[0].start : run[-1].end])
        for run in runs
        if any(word.is_missing for word in run)
    ]


def _go_together(first: _Word, second: _Word, question: str) -> bool:
    if question[first.end : second.start] not in (" ", "-"):
        return False
    return (first.is_name and second.is_name) or (first.is_absent and second.is_absent)
