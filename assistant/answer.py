"""Question -> answer or abstention: what the command line, the bot and the tests call."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from assistant.answering.above import untold
from assistant.answering.citation import Citation, cite, is_table, runs_on
from assistant.answering.confidence import (
    MAY_ANSWER,
    MET,
    SURE,
    WELL_MET,
    Confidence,
    Reason,
    confidence,
    is_too_vague,
    met,
)
from assistant.answering.contact import contact
from assistant.answering.fitting import fitting_first, looks_up
from assistant.answering.footnotes import only_names_source
from assistant.answering.headings import defining_first, opens_page_about, rests_on_headings
from assistant.answering.marking import mark
from assistant.answering.nearness import known
from assistant.answering.rereading import read
from assistant.answering.retrieval import Hit, retrieve
from assistant.answering.unmentioned import MOST, Unmentioned, unmentioned
from assistant.asking.addressing import without_address
from assistant.asking.question_parts import parts_of
from assistant.asking.rewriting import Reworded, Vocabulary, open_vocabulary, reword
from assistant.asking.thread import understand
from assistant.asking.typed_text import clean, read_question
from assistant.english.lexicon import english
from index_builder.index.embedding import QueryEmbedding
from index_builder.index.generation import Generation
from index_builder.index.learned_vocabulary import folded
from index_builder.index.lexical import terms
from index_builder.index.passage import Passage

SHOWN = 3  # citations of an answer by default: one that answers, two that may add something
CONSIDERED = 10  # candidates that --explain shows
# Another passage adds something if it is nearly as good as the first.
ADDS = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The reply to a question: cited passages, or a plain no with the nearest ones."""

    question: str  # as it was asked
    changed: bool  # words were replaced: misspelt, or the playbook calls it something else
    searched: str  # what was looked up: cleaned, in the playbook's spelling, joined to `earlier`
    own: str  # the same without `earlier`
    earlier: tuple[str, ...]  # the thread's earlier question that it needed, if it did
    reason: Reason | None  # why it abstains; None for an answer
    sure: bool  # False if the first citation is only a possible answer, or if it abstains
    citations: tuple[Citation, ...]
    continued: tuple[Citation, ...]
    """What belongs to the first one: neighbours that continue its list, steps or rule, footnotes,
    and what its section says on the question's other parts."""
    contact: Citation | None  # the contact the playbook gives when it has no answer
    confidence: Confidence | None  # in the first citation; None if nothing was looked up
    at_least: float  # the lowest probability at which it answers
    considered: tuple[Hit, ...]  # the candidates it was chosen from, for --explain
    repeats: frozenset[int] = frozenset()  # rows that say the same as a better one
    missing: tuple[str, ...] = ()  # what an unsure answer's passages don't mention, as asked
    parts: frozenset[int] = frozenset()  # rows that answer the question's other parts

    @property
    def answered(self) -> bool:
        """Whether the first citation is given as the answer."""
        return self.reason is None

    def became(self, hit: Hit) -> str:
        """Return what a candidate is shown as, or why it isn't."""
        shown = {
            **{citation.row: "also relevant" for citation in self.also},
            **{citation.row: "goes on" for citation in self.continued},
        }
        cited = {citation.row for citation in self.citations}
        if hit.row in self.repeats:
            return "no: repeats one above"
        if not self.answered:
            related = self.reason == "not_in_playbook" and hit.row in cited
            return "related" if related else "no: abstained"
        if self.citations and hit.row == self.citations[0].row:
            return "answer"
        if hit.row in cited or hit.row in shown:
            return shown.get(hit.row, f"no: under {ADDS:.0%} of the best")
        return f"no: after the first {len(self.citations)}"

    @property
    def also(self) -> tuple[Citation, ...]:
        """The citations after the first that add something, without those that continue it."""
        enough = ADDS * self.citations[0].hit.score if self.answered and self.citations else 0.0
        shown = {citation.row for citation in self.continued}
        return tuple(
            citation
            for citation in self.citations[1:]
            if citation.row not in shown
            and (citation.row in self.parts or citation.hit.score >= enough)
        )


def ask(
    generation: Generation,
    question: str,
    top: int = SHOWN,
    *,
    at_least: float = MAY_ANSWER,
    earlier: Sequence[str] = (),
    allowed: Callable[[Passage], bool] | None = None,
) -> Answer:
    """Answer a question from one generation of the index with at most `top` citations.

    `at_least` is the lowest probability at which it answers; `earlier` are the thread's questions,
    oldest first. Passages that are not `allowed` are never cited.

    Raises:
        IndexRefused: a passage is not the source it was cut from, or can't be read.
    """
    encoder = generation.encoder
    read = read_question(question, count_tokens=encoder.count_tokens, window=encoder.window)
    if read.reason and not (read.reason == "too_vague" and earlier):
        return _nothing(question, read.text, read.reason, at_least)
    understood = understand(
        read.text, [said for asked in earlier if (said := without_address(clean(asked)))]
    )
    if read.reason and not understood.used:
        return _nothing(question, read.text, read.reason, at_least)
    parts = () if understood.used else parts_of(understood.text)
    if parts and (found := _in_parts(generation, parts, top, at_least, allowed)):
        return replace(found, question=question)
    reworded = reword(understood.text, vocabulary(generation))
    if is_too_vague(generation.lexical, reworded.text):
        return _nothing(question, read.text, "too_vague", at_least)
    own = reword(read.text, vocabulary(generation)).text if understood.used else None
    found = _look_up(generation, read.text, reworded, top, at_least, allowed, own=own)
    return replace(
        found,
        question=question,
        own=own or found.searched,
        earlier=understood.used,
        changed=own != read.text if own else bool(reworded.changes),
    )


def _in_parts(
    generation: Generation,
    parts: Sequence[str],
    top: int,
    at_least: float,
    allowed: Callable[[Passage], bool] | None,
) -> Answer | None:
    """Answer each part of a question by itself; None if no part is answered.

    The first part with an answer gives the answer, with what the same section says on others; the
    passages of other sections that answer come next. It is sure only if all parts are. A part
    without an answer, or whose answer `top` leaves no room for, is named as missing.
    """
    answers = []
    for part in parts:
        reworded = reword(part, vocabulary(generation))
        answers.append(_look_up(generation, part, reworded, top, at_least, allowed))
    answered = [answer for answer in answers if answer.answered and answer.citations]
    if not answered:
        return None
    first = _with_section(answered)
    held = {first.citations[0].row, *(citation.row for citation in first.continued)}
    others = {citation.row: citation for citation in (one.citations[0] for one in answered[1:])}
    best = [first.citations[0].row, *(row for row in others if row not in held)][:top]
    by_row = {**others, first.citations[0].row: first.citations[0]}
    rest = [citation for citation in first.citations if citation.row not in best]
    told = [answer.answered and answer.citations[0].row in {*held, *best} for answer in answers]
    untold = tuple(part for part, is_told in zip(parts, told, strict=True) if not is_told)
    return replace(
        first,
        searched=" ".join(answer.searched for answer in answers),
        own=" ".join(answer.searched for answer in answers),
        changed=False,
        sure=all(answer.sure for answer in answers) and not untold,
        citations=(*(by_row[row] for row in best), *rest)[:top],
        missing=(*untold, *first.missing)[:MOST],
        parts=frozenset(best) - {first.citations[0].row},
    )


def _with_section(answered: Sequence[Answer]) -> Answer:
    """Return the first answer, with what others quote of its section, and their marks."""
    first, *others = answered
    own = first.citations[0]
    quoted = {citation.row: citation for citation in (own, *first.continued)}
    for answer in others:
        if _section(answer.citations[0]) != _section(own):
            continue
        for citation in (answer.citations[0], *answer.continued):
            same = quoted.get(citation.row, citation)
            marks = {mark.span: mark for mark in (*same.marks, *citation.marks)}
            in_order = tuple(marks[span] for span in sorted(marks))
            quoted[citation.row] = replace(same, marks=in_order)
    own = quoted.pop(own.row)
    return replace(
        first,
        citations=(own, *first.citations[1:]),
        continued=tuple(quoted[row] for row in sorted(quoted)),
    )


def _section(citation: Citation) -> tuple[str, tuple[str, ...]]:
    return citation.passage.path, citation.passage.headings


def _follow_up_fit(own: str, hit: Hit, lacking: Unmentioned) -> Literal["sure", "unsure", "no"]:
    """Return how well a passage answers a follow-up by what the follow-up itself says.

    `own` is the follow-up without the earlier question, which alone would find the passage too.
    """
    likeness = met(own, hit)
    if lacking.parts or (likeness is not None and likeness < MET):
        return "no"
    return "unsure" if likeness is not None and likeness < WELL_MET else "sure"


@lru_cache(maxsize=2)  # the generation that answers, and the next one while it takes over
def vocabulary(generation: Generation) -> Vocabulary:
    """Return what a generation's playbook calls things, by which questions are reworded."""
    tokenizer = generation.encoder.tokenizer

    def is_ordinary(word: str) -> bool:
        # The encoder's own vocabulary has a language's frequent words as single tokens.
        return len(tokenizer.encode(f" {word.casefold()}", add_special_tokens=False).ids) == 1

    rows = [name for row in generation.manifest.glossary for name in row]
    named = frozenset(terms(" ".join(rows)))
    return open_vocabulary(
        generation.vocabulary,
        read_text=lambda: folded([*(passage.embedded for passage in generation.passages), *rows]),
        has_term=lambda term: term in generation.lexical or term in named,
        is_ordinary=is_ordinary,
        lexicon=english(),
    )


def no_question(text: str) -> Answer:
    """Return the answer to a message that asks nothing of the playbook: nothing is looked up."""
    return _nothing(text, text, "not_a_question", MAY_ANSWER)


def _nothing(question: str, searched: str, reason: Reason, at_least: float) -> Answer:
    return Answer(
        question=question,
        changed=False,
        searched=searched,
        own=searched,
        earlier=(),
        reason=reason,
        sure=False,
        citations=(),
        continued=(),
        contact=None,
        confidence=None,
        at_least=at_least,
        considered=(),
    )


def _look_up(
    generation: Generation,
    question: str,
    reworded: Reworded,
    top: int,
    at_least: float,
    allowed: Callable[[Passage], bool] | None,
    *,
    own: str | None = None,  # the follow-up's own words, if earlier ones were joined to them
) -> Answer:
    searched = reworded.text
    asked = generation.encoder.embed_query(searched)
    ranked = retrieve(generation, searched, 2 * max(top, CONSIDERED), allowed=allowed, asked=asked)
    hits = fitting_first(searched, defining_first(searched, _without_repeats(ranked)))
    if not hits:  # no passage is allowed
        return _nothing(searched, searched, "off_topic", at_least)
    hits = [_read(generation, asked, searched, hits[0]), *hits[1:]]
    estimate = confidence(generation, searched, hits)
    reason: Reason | None = None
    if at_least and not estimate.touches:
        reason = "off_topic"
    elif max(estimate.probability, MAY_ANSWER * _is_told(searched, hits[0].passage)) < at_least:
        reason = "not_in_playbook"
    beside = [] if reason else _beside(generation, asked, searched, hits[0].row, allowed)
    first, *others = _cited_together(generation, asked, searched, (hits[0], *beside))
    continued = [one for one in others if one.marks or not only_names_source(one.passage)]
    shown = (hits[0], *beside)
    lacking = None if reason else _lacking(generation, asked, question, reworded, shown)
    # No passage is a sure answer about somebody it never names, whatever the reader says.
    is_sure = lacking is not None and estimate.probability >= SURE and not lacking.has_name
    # Nor is it one if what the question names is beside it, or only in headings above it.
    is_elsewhere = not first.marks and any(one.marks for one in continued)
    is_sure = is_sure and not is_elsewhere and not rests_on_headings(searched, hits[0].passage)
    if lacking is not None and own is not None and searched.startswith(own):
        fit = _follow_up_fit(own, hits[0], lacking)
        is_sure = is_sure and fit == "sure"
        if fit == "no":
            reason, continued, lacking = "not_in_playbook", [], None
    return Answer(
        question=searched,
        changed=False,
        searched=searched,
        own=searched,
        earlier=(),
        reason=reason,
        sure=is_sure,
        citations=(first, *(_cite(generation, asked, searched, hit) for hit in hits[1:top])),
        continued=tuple(continued),
        contact=contact(generation, asked, searched, hits) if reason == "not_in_playbook" else None,
        confidence=estimate,
        at_least=at_least,
        considered=tuple(ranked[:CONSIDERED]),
        repeats=frozenset(hit.row for hit in ranked) - {hit.row for hit in hits},
        missing=() if lacking is None or is_sure else lacking.parts,
    )


def _is_told(searched: str, passage: Passage) -> bool:
    """Whether a passage may answer by its names alone: a row and a column, a page's title."""
    return looks_up(searched, passage) or opens_page_about(searched, passage)


def _read(generation: Generation, asked: QueryEmbedding, searched: str, hit: Hit) -> Hit:
    """Return a hit with its reading, if the index has a reader: the first may have ranked low."""
    if hit.reading or not asked.spans:
        return hit
    return replace(hit, reading=read(generation, asked, searched, [hit.row]).get(hit.row))


def _lacking(
    generation: Generation,
    asked: QueryEmbedding,
    question: str,
    reworded: Reworded,
    shown: Sequence[Hit],
) -> Unmentioned:
    rows = [hit.row for hit in shown]
    besides = known(generation, vocabulary(generation), asked, reworded, rows)
    return unmentioned(question, [hit.passage for hit in shown], besides)


def _cite(generation: Generation, asked: QueryEmbedding, searched: str, hit: Hit) -> Citation:
    return cite(generation, hit, mark(generation, asked, searched, hit))


def _cited_together(
    generation: Generation, asked: QueryEmbedding, searched: str, hits: Sequence[Hit]
) -> list[Citation]:
    """Return the citations of a hit and of what it runs on in, marked as one text.

    Passages that hold nothing but other rows of its table are left out.
    """
    marks = mark(generation, asked, searched, hits[0], [hit.passage for hit in hits[1:]])
    cited = [cite(generation, hit, marks.within(hit.passage)) for hit in hits]
    first, *others = cited
    # Of a long table, what is needed besides the row that answers is its header.
    kept = [one for one in others if one.marks or not is_table(one.passage)]
    return [first, *(replace(one, above=untold(one.above, first.above)) for one in kept)]


def _beside(
    generation: Generation,
    asked: QueryEmbedding,
    searched: str,
    row: int,
    allowed: Callable[[Passage], bool] | None,
) -> list[Hit]:
    """Return the neighbours that continue a passage's list, steps or rule, in passage order.

    They need not match the question themselves: an exception seldom repeats its words.
    """
    rows = runs_on(generation.passages, row)
    if not rows:
        return []
    hits = retrieve(
        generation, searched, len(rows), "late", among=rows, allowed=allowed, asked=asked
    )
    return sorted(hits, key=lambda hit: hit.row)


def _without_repeats(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits without those that say the same as a better one, numbered again.

    Pages often repeat each other's text. But if a single word differs, both are kept: it may be the
    word that counts.
    """
    kept: dict[str, Hit] = {}
    for hit in hits:
        kept.setdefault(hit.passage.wording, hit)
    return [hit.at(rank) for rank, hit in enumerate(kept.values(), start=1)]
