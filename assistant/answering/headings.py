"""What titles and headings tell of a passage, and what they don't. Pure.

A passage is found by its heading path too. But the path alone is no evidence that it answers, and
the page that is called what a question asks about says more of it than one that mentions it.
"""

from collections.abc import Mapping, Sequence

from assistant.answering.marking import defines, definitions_of
from assistant.answering.names import content_terms
from assistant.answering.rereading import READ
from assistant.answering.retrieval import Hit
from assistant.english.defining import defined, is_called, says_kind
from index_builder.index.passage import Passage


def section_first(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Put a section around the best passage first if it says more of what is asked for.

    It must say all that the best one says of the question, and the reader must prefer it. What is
    under a heading has its words without being about it: "Parking the van" in "Who may drive the
    van".
    """
    asked = content_terms(question)
    said = asked & _own_terms(hits[0].passage) if hits else asked
    for hit in hits[1:READ]:
        is_around = _is_around(hit.passage, hits[0].passage)
        if is_around and said < asked & _own_terms(hit.passage) and _reads_better(hit, hits[0]):
            return [hit, *(other for other in hits if other is not hit)]
    return list(hits)


def _own_terms(passage: Passage) -> frozenset[str]:
    """Return the terms of a passage and of its own heading, without those above it."""
    return content_terms("\n".join((*passage.headings[-1:], passage.text)))


def _is_around(outer: Passage, inner: Passage) -> bool:
    depth = len(outer.headings)
    is_deeper = depth < len(inner.headings)
    return is_deeper and outer.path == inner.path and inner.headings[:depth] == outer.headings


def _reads_better(hit: Hit, other: Hit) -> bool:
    logits = [held.reading.logit for held in (hit, other) if held.reading]
    return len(logits) == 2 and logits[0] > logits[1]


def rests_on_headings(question: str, passage: Passage) -> bool:
    """Whether a question asks what an outer heading says, and the passage itself lacks its words.

    The heading path is no evidence that a sub-section answers.
    """
    asked = content_terms(question)
    title = content_terms(passage.page_title)
    lacks = asked - _own_terms(passage) - title
    outer = (content_terms(heading) for heading in passage.headings[:-1])
    return any(lacks & held and asked - title <= held for held in outer)


def defining_first(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """If a question asks what something is, put hits that say it first, of those that were read.

    If it compares things, the hits that define most of them come first. Of one thing the page that
    is called so says it by how it opens, unless the reader prefers a definition elsewhere. Others
    keep their order.
    """
    things = defined(question)
    if not things:
        return list(hits)
    best = hits[:READ]
    told: dict[int, float] = {hit.row: defines(things, hit.passage) for hit in best}
    if len(things) == 1:
        told = _of_one(things[0], best, told)
    ordered = sorted(hits, key=lambda hit: -told.get(hit.row, 0))
    return [hit.at(rank) for rank, hit in enumerate(ordered, start=1)]


def _of_one(
    names: Sequence[str], hits: Sequence[Hit], told: Mapping[int, float]
) -> dict[int, float]:
    """Return how well each hit says what one thing is, by what it is called and how it is read."""
    about = [hit for hit in hits if is_called(hit.passage.page_title, names)]
    opening = [hit for hit in about if _opens(hit.passage, names)]
    worth: dict[int, float] = {}
    for hit in hits:
        is_kind = _says_kind(names, hit.passage)
        if hit in about and is_kind:
            worth[hit.row] = 4
        elif hit in opening:
            worth[hit.row] = 2
        elif opening and (hit in about or not is_kind):
            worth[hit.row] = min(told[hit.row], 1)
        else:
            is_less = any(_reads_better(page, hit) for page in opening)
            worth[hit.row] = min(told[hit.row], 1) * (1 if is_less else 3)
    return worth


def _says_kind(names: Sequence[str], passage: Passage) -> bool:
    texts = [held.text for held in passage.sentences]
    return any(says_kind(names, texts[at]) for at in definitions_of(names, passage))


def opens_page_about(question: str, passage: Passage) -> bool:
    """Whether a question asks what one thing is, and a passage opens the page that is called so."""
    things = defined(question)
    is_about = len(things) == 1 and is_called(passage.page_title, things[0])
    return is_about and _opens(passage, things[0])


def _opens(passage: Passage, names: Sequence[str]) -> bool:
    """Whether a passage is of what a page says before its first heading below the title."""
    return all(is_called(heading, names) for heading in passage.headings)
