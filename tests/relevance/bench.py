"""A folder in BEIR's form -> a collection: people's questions over other people's passages.

`corpus.jsonl` (`_id, title, text`), `queries.jsonl` (`_id, text, metadata`), `qrels.tsv` (a header
line, then query, document, relevance) as in Thakur et al., "BEIR", 2021. Every document that is
judged relevant counts as needed (a group by itself), so the measures are the ordinary ones.

A document is cut between sentences into passages of the size the splitter aims at; it ranks where
its best passage does. Documents with the same title and text count as one: nobody could tell them
apart.

A query with qrels is answerable; one without is not, and its metadata says what kind of query it is
(`answerability`, or where that is absent `answerable: false`). Queries that `standalone: false`
marks as making no sense without the conversation before them are left out.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.judged_index import Asking, Collection
from assistant.evaluation.rows import EvaluationError, Row, read_rows, read_text
from assistant.evaluation.scoring import Judged
from index_builder.building.cut_cache import unique_ids
from index_builder.building.derived_files import completed, derived_files
from index_builder.building.provenance import made_with
from index_builder.index.errors import IndexMissing, IndexRefused
from index_builder.index.generation import PAGE_HTML, Generation, open_current
from index_builder.index.manifest import Manifest
from index_builder.index.passage import Passage
from index_builder.models.encoder import Encoder
from index_builder.models.model_folder import DEFAULT_ENCODER
from index_builder.splitting.long_blocks import cut_long_block
from index_builder.splitting.packing import TARGET
from index_builder.storage.publishing import publish
from index_builder.storage.writer_lock import writing

from .own_index import own_index

CUT = 2  # raise it when documents are cut or embedded in another way: old indexes are then remade


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of the corpus."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What a folder holds, duplicates merged."""

    documents: tuple[Document, ...]
    askings: tuple[Asking, ...]
    judged: tuple[Judged, ...]
    notes: tuple[str, ...]


def bench_collection(folder: Path, index: Path | None) -> Collection:
    """Read a bench and index its corpus; an index that was made of it before is used as it is.

    Without an `index`, the bench's index is kept in a folder of its own.

    Raises:
        EvaluationError: a file is missing or malformed.
    """
    bench = read_bench(folder)
    index = index or own_index(folder)
    generation = _opened(index, bench.documents) or _built(index, bench.documents)
    return Collection(
        name=str(folder),
        generation=generation,
        documents=tuple(held.path for held in generation.passages),
        askings=bench.askings,
        judged={"document": bench.judged},
        notes=bench.notes,
    )


def read_bench(folder: Path) -> Bench:
    """Read the three files of a bench.

    Raises:
        EvaluationError: one is missing or malformed, or they do not belong together.
    """
    documents, same = _distinct(read_rows(folder / "corpus.jsonl"))
    relevant = _read_qrels(folder / "qrels.tsv", same)
    rows = list(read_rows(folder / "queries.jsonl"))
    asked = [row for row in rows if row.row("metadata").fields.get("standalone") is not False]
    askings = tuple(_asking(row, relevant) for row in asked)
    if unknown := relevant.keys() - {row.text("_id") for row in rows}:
        raise EvaluationError(
            f"{folder / 'qrels.tsv'}: query {min(unknown)!r} is not in queries.jsonl"
        )
    return Bench(
        documents=documents,
        askings=askings,
        judged=tuple(
            Judged(id=held.id, groups=tuple(frozenset([at]) for at in relevant[held.id]))
            for held in askings
            if held.answerable
        ),
        notes=_notes(len(rows) - len(asked), len(same) - len(documents)),
    )


def _notes(dependent: int, repeats: int) -> tuple[str, ...]:
    notes = []
    if dependent:
        notes.append(f"{dependent} queries left out: they need the conversation before them")
    if repeats:
        notes.append(f"{repeats} documents repeat another's title and text, and count as that one")
    return tuple(notes)


def _asking(row: Row, relevant: Mapping[str, Sequence[str]]) -> Asking:
    name, metadata = row.text("_id"), row.row("metadata").fields
    kind = metadata.get("answerability")
    if kind is None:
        kind = "same-topic" if metadata.get("near_passage") else "unanswerable"
    if name in relevant:
        kind = "answerable"
    return Asking(
        id=name, text=row.text("text"), type=str(kind).lower(), answerable=name in relevant
    )


def _distinct(rows: Iterator[Row]) -> tuple[tuple[Document, ...], dict[str, str]]:
    """Return the documents that differ, and each id's document among them."""
    first: dict[tuple[str, str], Document] = {}
    same: dict[str, str] = {}
    for row in rows:
        name, title, text = row.text("_id"), row.text("title"), row.text("text")
        if name in same:
            raise EvaluationError(f"{row.place}: a second document with the id {name!r}")
        if not text.strip():
            raise EvaluationError(f"{row.place}: document {name!r} has no text")
        held = first.setdefault((title, text), Document(id=name, title=title, text=text))
        same[name] = held.id
    return tuple(first.values()), same


def _read_qrels(path: Path, same: Mapping[str, str]) -> dict[str, list[str]]:
    """Return each query's relevant documents, none twice; relevance 0 is no qrel."""
    relevant: dict[str, dict[str, None]] = {}
    for number, line in enumerate(read_text(path).splitlines()[1:], start=2):
        place, fields = f"{path}:{number}", line.split("\t")
        if len(fields) != 3 or not fields[2].isdecimal():
            raise EvaluationError(f"{place}: {line[:60]!r} found, query, document, number wanted")
        query, document, relevance = fields
        if document not in same:
            raise EvaluationError(f"{place}: document {document!r} is not in corpus.jsonl")
        if int(relevance):
            relevant.setdefault(query, {})[same[document]] = None
    return {query: list(held) for query, held in relevant.items()}


def _opened(index: Path, documents: Sequence[Document]) -> Generation | None:
    """Return the index if it was made of these documents by this encoder and in this way."""
    try:
        held = open_current(index)
    except (IndexMissing, IndexRefused):
        return None
    wanted = Encoder.find(DEFAULT_ENCODER, index / "encoders").model.fingerprint
    fits = held.manifest.content_digest == _digest(documents)
    return held if fits and held.manifest.encoder.fingerprint == wanted else None


def _built(index: Path, documents: Sequence[Document]) -> Generation:
    encoder = Encoder.find(DEFAULT_ENCODER, index / "encoders")
    passages = unique_ids([cut for held in documents for cut in cut_document(held, encoder)])
    embeddings = list(encoder.embed([held.embedded for held in passages]))
    manifest = Manifest(
        encoder=encoder.exported.reference,
        splitter={"target": TARGET, "cut": CUT},
        generator="beir",
        anchors="none",
        site_url="",
        content_digest=_digest(documents),
        commit=None,
        pages=len(documents),
        passages=len(passages),
        files={},
        made_with=made_with(),
        dates={},
    )
    with writing(index, lambda: None):
        derived = {**derived_files(passages, ()), PAGE_HTML: b""}
        publish(index, manifest, passages, embeddings, derived)
    return open_current(index)


def _digest(documents: Sequence[Document]) -> str:
    total = hashlib.sha256(f"{CUT} {TARGET}\n".encode())
    for held in documents:
        total.update(repr((held.id, held.title, held.text)).encode())
    return total.hexdigest()


def cut_document(document: Document, encoder: Encoder) -> Iterator[Passage]:
    """Yield a document's passages, each of TARGET tokens at most with the title before it."""
    title = f"{document.title}\n" if document.title else ""

    def fits(text: str) -> bool:
        return encoder.count_tokens(title + text) <= TARGET

    for piece in cut_long_block(document.text, fits, str):
        if not piece.text.strip():
            continue
        embedded = title + piece.text.strip()
        first = document.text.count("\n", 0, piece.start) + 1
        passage = Passage(
            id=hashlib.sha256(embedded.encode()).hexdigest()[:16],
            path=document.id,
            lines=(first, first + piece.text.rstrip("\n").count("\n")),
            span=(piece.start, piece.end),
            page_title=document.title,
            headings=(),
            anchor="",
            url="",
            content_hash=hashlib.sha256(piece.text.encode()).hexdigest(),
            quote=piece.text,
            text=piece.text.strip(),
            embedded=embedded,
            tokens=encoder.count_tokens(embedded),
        )
        yield completed(passage, "", [])
