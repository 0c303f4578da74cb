"""A handbook and its questions -> a dump: each index is built and asked once, then kept."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

import assistant
from assistant.answer import vocabulary
from assistant.answering.confidence import confidence, is_too_vague
from assistant.answering.marking import likenesses, sentence_masses
from assistant.answering.rereading import read
from assistant.answering.retrieval import CANDIDATES, Hit, fuse, retrieve
from assistant.asking.rewriting import reword
from assistant.asking.typed_text import clean, read_question
from assistant.evaluation.page_text import HELD, PageText
from assistant.evaluation.question_file import Gold as GoldRow
from assistant.evaluation.question_file import JudgedQuestion
from assistant.evaluation.rows import read_text
from index_builder.building.builder import BuildOptions, build
from index_builder.index.embedding import QueryEmbedding
from index_builder.index.exported_reader import Reading
from index_builder.index.generation import Generation, open_current
from index_builder.index.lexical import terms
from index_builder.index.passage import Passage
from index_builder.models.model_folder import DEFAULT_ENCODER, PUBLISHED

from ..own_index import KEPT_IN, own_index
from .asked import Asked, Candidate, Dump, Gold, Pass, Span, Text, dump_json, read_dump
from .sources import Source, prepared, read_judged

DEEP = 10  # candidates that are read and whose sentences are scored: as many as could be read
ENCODERS = (PUBLISHED, DEFAULT_ENCODER)  # of the pass before and the one after

_SEARCHING = ("answering", "asking", "english")  # folders of the assistant
# Of their modules those whose constants are applied to a dump, or that only show what was found.
_AFTERWARDS = {
    "choosing", "citation", "confidence", "contact", "lists", "marking", "named_parts", "place",
    "rereading", "text_fragment",
}  # fmt: skip

Say = Callable[[str], None]


def dumped(
    source: Source, say: Say, *, again: bool = False, encoders: tuple[str, str] = ENCODERS
) -> Dump:
    """Return a handbook's dump; a pass that was kept is used again if it would come out the same.

    It would if the generation, the file of questions and the code that searches are still those
    that it was made from. `again` makes everything anew.
    """
    pages = prepared(source)
    digest = hashlib.sha256(source.questions.read_bytes()).hexdigest()
    kept = None if again else _kept(dump_path(source), digest)
    questions = read_judged(source.questions, pages)
    texts = {gold.path: PageText.of(_text_of(pages / gold.path)) for gold in _all_gold(questions)}
    old = {held.generation: held for held in (kept.before, kept.after)} if kept else {}
    before, after = (_pass(pages, name, questions, texts, old, say) for name in encoders)
    dump = Dump(
        name=source.name,
        questions=digest,
        searching=_searching(),
        lost=sum(
            not texts[gold.path].places(quote)
            for gold in _all_gold(questions)
            for quote in gold.quotes
        ),
        before=before,
        after=after,
    )
    if kept != dump:
        dump_path(source).parent.mkdir(parents=True, exist_ok=True)
        dump_path(source).write_text(dump_json(dump), encoding="utf-8")
    return dump


def dump_path(source: Source) -> Path:
    """Return where a handbook's dump is kept between runs."""
    return KEPT_IN / "dumps" / f"{source.name}.json"


def _kept(path: Path, digest: str) -> Dump | None:
    if not path.is_file():
        return None
    held = read_dump(path.read_text(encoding="utf-8"))
    fits = held and (held.questions, held.searching) == (digest, _searching())
    return held if fits else None


def _searching() -> str:
    """Return a hash over the assistant's modules, except those that work on a finished dump."""
    total = hashlib.sha256()
    package = Path(assistant.__file__).parent
    for file in sorted(file for room in _SEARCHING for file in (package / room).glob("*.py")):
        if file.stem not in _AFTERWARDS:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            total.update(f"{digest}  {file.name}\n".encode())
    return total.hexdigest()[:16]


def _all_gold(questions: Sequence[JudgedQuestion]) -> list[GoldRow]:
    return [gold for held in questions for gold in held.gold]


def _text_of(path: Path) -> str:
    return read_text(path) if path.is_file() else ""


def _pass(
    pages: Path,
    encoder: str,
    questions: Sequence[JudgedQuestion],
    texts: Mapping[str, PageText],
    kept: Mapping[str, Pass],
    say: Say,
) -> Pass:
    index = own_index(pages, "" if encoder == DEFAULT_ENCODER else Path(encoder).name)
    report = build(BuildOptions(content=pages, index=index, encoder=encoder))
    for failure in report.failures:
        say(f"left out: {failure}")
    if report.generation in kept:
        return kept[report.generation]
    say(f"{pages.name}: {len(questions)} questions to {encoder}, {report.passages} passages")
    return asked_of(open_current(index), questions, texts, _page_texts(pages))


def _page_texts(pages: Path) -> Callable[[str], PageText]:
    held: dict[str, PageText] = {}

    def of(path: str) -> PageText:
        if path not in held:
            held[path] = PageText.of(read_text(pages / path))
        return held[path]

    return of


def asked_of(
    generation: Generation,
    questions: Sequence[JudgedQuestion],
    gold_pages: Mapping[str, PageText],
    page: Callable[[str], PageText],
) -> Pass:
    """Ask a generation every question; `page` gives the text of a page of the index."""
    judging = _Judging(generation, page)
    asked = tuple(_asked(judging, held, _gold(held, gold_pages)) for held in questions)
    rows = {one.row for held in asked for one in held.candidates[:DEEP]}
    return Pass(
        encoder=generation.manifest.encoder.name,
        generation=generation.name,
        texts={row: judging.text(row) for row in sorted(rows)},
        asked=asked,
    )


class _Judging:
    """A generation, with its passages' places as spans of ink."""

    def __init__(self, generation: Generation, page: Callable[[str], PageText]) -> None:
        self.generation, self._page = generation, page
        self.spans = [self._ink(held, held.span) for held in generation.passages]

    def _ink(self, passage: Passage, span: Span) -> Span:
        before = self._page(passage.path).before
        return int(before[span[0]]), int(before[span[1]])

    def text(self, row: int) -> Text:
        """Return a passage with its sentences."""
        passage = self.generation.passages[row]
        return Text(
            path=passage.path,
            span=self.spans[row],
            spans=tuple(self._ink(passage, held.span) for held in passage.sentences),
            sentences=tuple(held.text for held in passage.sentences),
        )

    def hits(self, gold: Sequence[Gold]) -> set[int]:
        """Return the rows of the passages that hold half of a gold quote."""
        return {
            row
            for row, (passage, span) in enumerate(
                zip(self.generation.passages, self.spans, strict=True)
            )
            if any(held.path == passage.path and holds(span, held.span) for held in gold)
        }


def holds(span: Span, quote: Span) -> bool:
    """Tell whether a span of ink holds at least half of a quote."""
    return shared(span, quote) >= HELD * (quote[1] - quote[0])


def shared(one: Span, other: Span) -> int:
    """Return how many characters two spans have in common."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _gold(question: JudgedQuestion, pages: Mapping[str, PageText]) -> tuple[Gold, ...]:
    return tuple(
        Gold(path=held.path, span=span, group=held.group)
        for held in question.gold
        for quote in held.quotes
        for span in pages[held.path].places(quote)
    )


def _asked(judging: _Judging, question: JudgedQuestion, gold: tuple[Gold, ...]) -> Asked:
    generation = judging.generation
    encoder = generation.encoder
    heard = read_question(question.text, count_tokens=encoder.count_tokens, window=encoder.window)
    searched = reword(clean(question.text), vocabulary(generation)).text
    vague = is_too_vague(generation.lexical, searched)
    asked = encoder.embed_query(searched)
    hits = judging.hits(gold)
    return Asked(
        id=question.id,
        text=question.text,
        type=question.type,
        answerable=question.answerable,
        declined=heard.reason or ("too_vague" if vague else None),
        ranks=_ranks(generation, asked, searched, hits),
        candidates=_candidates(generation, asked, searched, hits) if asked.spans else (),
        gold=gold,
    )


def _ranks(
    generation: Generation, asked: QueryEmbedding, searched: str, hits: set[int]
) -> dict[str, int | None]:
    """Return the first hit's rank among all passages, by each method before late interaction."""
    dense, sparse = generation.similarities(asked.vector), generation.lexical.scores(searched)
    ranks: dict[str, int | None] = {}
    for method in ("sparse", "dense", "hybrid"):
        order = np.argsort(-fuse(dense, sparse, method), kind="stable")
        found = (rank for rank, row in enumerate(order, start=1) if int(row) in hits)
        ranks[method] = next(found, None)
    return ranks


def _candidates(
    generation: Generation, asked: QueryEmbedding, searched: str, gold: set[int]
) -> tuple[Candidate, ...]:
    hits = retrieve(generation, searched, CANDIDATES, "late", asked=asked)
    readings = read(generation, asked, searched, [hit.row for hit in hits], DEEP)
    first: dict[tuple[str, ...], int] = {}
    found = []
    for hit in hits:
        same = first.setdefault(tuple(terms(hit.passage.text)), hit.row)
        plain = Candidate(row=hit.row, late=hit.score, hit=hit.row in gold, same=same)
        if hit.rank <= DEEP:
            reading = readings.get(hit.row)
            plain = _deep(generation, asked, searched, hit, plain, reading)
        found.append(plain)
    return tuple(found)


def _deep(
    generation: Generation,
    asked: QueryEmbedding,
    searched: str,
    hit: Hit,
    plain: Candidate,
    reading: Reading | None,
) -> Candidate:
    """Return a candidate with everything that is recorded of the best ones."""
    masses = (
        sentence_masses([held.tokens for held in hit.passage.sentences], reading) if reading else []
    )
    tokens = [slice(*sentence.tokens) for sentence in hit.passage.sentences] if masses else []
    return Candidate(
        row=plain.row,
        late=plain.late,
        hit=plain.hit,
        same=plain.same,
        weighed=confidence(generation, searched, [hit]).weighed,
        logit=reading.logit if reading else None,
        scores=tuple(likenesses(generation, asked, searched, hit.row)),
        masses=tuple(masses),
        means=tuple(
            float(reading.tokens[inside].mean()) if reading and inside.stop else -99.0
            for inside in tokens
        ),
    )
