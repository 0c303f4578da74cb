"""Whether the marked sentences are those that answer: right, and not more than that. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answering.choosing import chosen
from assistant.answering.lists import Part, parts_of
from assistant.answering.marking import joined
from index_builder.index.passage import Sentence

from .asked import Asked, Candidate, Dump, Gold, Text
from .dumping import holds, shared
from .systems import as_asked

COVERED = 0.5  # share of a quote's characters that marks must cover to be right
CLEAN = 2.0  # times a quote's characters that marks may have to be clean

Rule = Callable[[Candidate, Text], set[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What the marks in one shown passage are worth."""

    right: float  # of the parts of the answer that this passage holds, the share the marks cover
    clean: bool
    sentences: int  # marked


def unlabelled(texts: Sequence[str]) -> list[Part]:
    """Return a passage's parts by their words alone: a dump has no labels."""
    return parts_of([Sentence(span=(at, at + 1), text=text) for at, text in enumerate(texts)])


def present(candidate: Candidate, text: Text) -> set[int]:
    """Return the sentences that `ask` marks, but for what it does about a question's own words.

    It marks what the question names, defines or wants as a whole, and knows which items are under
    which.
    """
    scores = joined(candidate.scores, candidate.masses)
    if not scores:
        return set()
    return chosen(unlabelled(text.sentences), scores, was_read=bool(candidate.masses))


def marked(asked: Asked, first: Candidate, text: Text, rule: Rule) -> Marked | None:
    """Judge a rule on a question's first passage; None if that holds no gold quote.

    Quotes of one group are alternatives: one that is covered is enough. Only the part of a quote
    that stands in the passage counts.
    """
    groups: dict[int, list[Gold]] = {}
    for gold in asked.gold:
        if gold.path == text.path and holds(text.span, gold.span):
            groups.setdefault(gold.group, []).append(gold)
    if not groups:
        return None
    spans = [text.spans[at] for at in sorted(rule(first, text))]
    longest = sum(max(_size(held, text) for held in group) for group in groups.values())
    right = [any(_covers(spans, held, text) for held in group) for group in groups.values()]
    return Marked(
        right=sum(right) / len(right),
        clean=sum(end - start for start, end in spans) <= CLEAN * longest,
        sentences=len(spans),
    )


def _size(gold: Gold, text: Text) -> int:
    return shared(text.span, gold.span)


def _covers(spans: Sequence[tuple[int, int]], gold: Gold, text: Text) -> bool:
    here = (max(gold.span[0], text.span[0]), min(gold.span[1], text.span[1]))
    return sum(shared(span, here) for span in spans) >= COVERED * (here[1] - here[0])


def judged(dump: Dump, rule: Rule = present) -> tuple[list[Marked], list[Marked]]:
    """Return the marks of all first passages that hold a gold quote, before and after."""
    before = [
        found
        for asked in dump.before.asked
        for held in asked.candidates[:1]
        if (found := marked(asked, held, dump.before.texts[held.row], rule))
    ]
    after = [
        found
        for asked in dump.after.asked
        for held in as_asked(asked)[:1]
        if (found := marked(asked, held, dump.after.texts[held.row], rule))
    ]
    return before, after
