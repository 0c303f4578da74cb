"""A handbook and its questions -> what the published encoder finds for each, and what is right.

What it ranks high although it is no answer is what a reader must learn to tell from an answer.
WORK/candidates/NAME/ has the handbook's passages, its questions with the rows of their candidates,
and a mark of what both were made from: they are made anew only if that has changed.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import vocabulary
from assistant.answering.retrieval import retrieve
from assistant.asking.rewriting import reword
from assistant.asking.typed_text import clean
from assistant.evaluation.rows import Row, read_rows, read_text
from index_builder.building.builder import BuildOptions, build
from index_builder.building.provenance import made_with
from index_builder.index.generation import Generation, open_current
from index_builder.index.passage import Passage
from index_builder.index.passage_lines import passages_from_lines, passages_to_lines
from index_builder.models.model_folder import PUBLISHED, find_model
from index_builder.models.onnx_export import drafted
from index_builder.storage.durable import write_bytes

from ..handbooks.sources import OTHER_NAMES
from ..own_index import share_encoders
from .data_folder import DataFolder, TrainingError
from .example import Span

FOUND = 30  # candidates a question: late interaction ranks as many
FORMAT = 1  # raise it when what is written changes: older candidates are then made anew
HELD = 0.5  # a passage answers if it holds this much of a gold quote, as in judging by quote

_MADE_OF, _PASSAGES, _QUESTIONS = "made_of", "passages.jsonl", "questions.jsonl"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judged question, and the rows of the handbook's passages that it led to."""

    id: str
    question: str
    searched: str
    answerable: bool
    note: str
    found: tuple[int, ...]  # candidates, best first
    gold: Mapping[int, tuple[Span, ...]]  # rows that answer, and the characters of the page


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCorpus:
    """A handbook's passages and the questions about it."""

    name: str
    passages: tuple[Passage, ...]
    questions: tuple[Judged, ...]


def judged_corpora(data: DataFolder, work: Path, say: Say) -> Iterator[JudgedCorpus]:
    """Yield every handbook that is learnt from, its candidates made first where they are missing.

    Raises:
        TrainingError: a handbook or its questions can't be used.
    """
    encoder = find_model(PUBLISHED).fingerprint
    for name in data.trained:
        folder, made_of = work / "candidates" / name, _digest(data, name, encoder)
        if not _is_made_of(folder, made_of):
            _make(data, name, work, made_of, say)
        yield JudgedCorpus(
            name=name,
            passages=passages_from_lines((folder / _PASSAGES).read_bytes()),
            questions=tuple(map(_judged, _lines(folder / _QUESTIONS))),
        )


def _is_made_of(folder: Path, made_of: str) -> bool:
    mark = folder / _MADE_OF
    return mark.is_file() and mark.read_text(encoding="utf-8") == made_of


def _digest(data: DataFolder, name: str, encoder: str) -> str:
    total = hashlib.sha256(f"{FORMAT} {FOUND} {encoder} {made_with()}\n".encode())
    corpus = data.corpus(name)
    for file in [data.questions(name), *_pages(corpus)]:
        total.update(f"{file.relative_to(data.folder)}\n".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _pages(corpus: Path) -> list[Path]:
    wanted = OTHER_NAMES | {".md"}
    return sorted(held for held in corpus.rglob("*") if held.suffix in wanted and held.is_file())


def _make(data: DataFolder, name: str, work: Path, made_of: str, say: Say) -> None:
    content, index = work / "corpora" / name, work / "index" / name
    _copy_pages(data.corpus(name), content)
    share_encoders(index, work / "encoders")
    report = build(BuildOptions(content=content, index=index, encoder=PUBLISHED))
    for failure in report.failures:
        say(f"candidates: {name}: left out: {failure}")
    generation = open_current(index)
    rows = list(read_rows(data.questions(name)))
    asked = [_asked(generation, content, row) for row in rows]
    with drafted(work / "candidates" / name) as draft:
        write_bytes(draft / _PASSAGES, passages_to_lines(generation.passages))
        write_bytes(draft / _QUESTIONS, "".join(map(_line, asked)).encode())
        write_bytes(draft / _MADE_OF, made_of.encode())
    without = sum(held.answerable and not held.gold for held in asked)
    lost = f", {without} of them without their answer" if without else ""
    say(f"candidates: {name}: {len(generation.passages)} passages, {len(rows)} questions{lost}")


def _copy_pages(corpus: Path, content: Path) -> None:
    """Copy the pages under names that the index builder reads."""
    pages = _pages(corpus)
    if not pages:
        raise TrainingError(
            f"{corpus} has no page that ends in .md or {', '.join(sorted(OTHER_NAMES))}; "
            "add the handbook's pages, or take the folder away"
        )
    with drafted(content) as draft:
        for page in pages:
            to = draft / _name_in_content(page.relative_to(corpus).as_posix())
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(page, to)


def _name_in_content(path: str) -> str:
    return f"{path}.md" if Path(path).suffix in OTHER_NAMES else path


def _asked(generation: Generation, content: Path, row: Row) -> Judged:
    searched = reword(clean(row.text("question")), vocabulary(generation)).text
    hits = retrieve(generation, searched, FOUND, "late")
    quotes = [place for gold in row.rows("gold") for place in _places(content, gold)]
    held = {at: _held(passage, quotes) for at, passage in enumerate(generation.passages)}
    return Judged(
        id=row.text("id"),
        question=row.text("question"),
        searched=searched,
        answerable=row.flag("answerable"),
        note=str(row.fields.get("note", "")),
        found=tuple(hit.row for hit in hits),
        gold={at: spans for at, spans in held.items() if spans},
    )


def _places(content: Path, gold: Row) -> Iterator[tuple[str, Span]]:
    """Yield where a gold row's quotes stand: the page, and the characters in it.

    Raises:
        TrainingError: its page is not there, or a quote not in it.
    """
    path = _name_in_content(gold.text("path"))
    if not (content / path).is_file():
        raise TrainingError(
            f"{gold.place}: the gold path {gold.text('path')} is not among the handbook's pages; "
            "mend the path, or add the page"
        )
    text = read_text(content / path)
    for quote in gold.texts("quotes"):
        at = text.find(quote)
        if at < 0 or not quote:
            raise TrainingError(
                f"{gold.place}: the gold quote {quote[:60]!r} is not in {path}; mend the quote"
            )
        while at >= 0:
            yield path, (at, at + len(quote))
            at = text.find(quote, at + 1)


def _held(passage: Passage, quotes: Sequence[tuple[str, Span]]) -> tuple[Span, ...]:
    """Return the part that a passage holds of each quote, if it holds enough of that quote."""
    first, last = passage.span
    shared = [
        ((max(start, first), min(end, last)), end - start)
        for path, (start, end) in quotes
        if path == passage.path
    ]
    return tuple(span for span, length in shared if span[1] - span[0] >= HELD * length)


def _line(held: Judged) -> str:
    fields = {
        "id": held.id,
        "question": held.question,
        "searched": held.searched,
        "answerable": held.answerable,
        "note": held.note,
        "found": held.found,
        "gold": [{"row": row, "spans": spans} for row, spans in held.gold.items()],
    }
    return f"{json.dumps(fields, ensure_ascii=False)}\n"


def _lines(file: Path) -> list[str]:
    # Not splitlines(), which also splits at U+2028 and its like: JSON strings may hold those.
    return file.read_text(encoding="utf-8").split("\n")[:-1]


def _judged(line: str) -> Judged:
    """Read what `_line` wrote."""
    fields = json.loads(line)
    gold = {held["row"]: tuple(map(tuple, held["spans"])) for held in fields["gold"]}
    return Judged(**{**fields, "found": tuple(fields["found"]), "gold": gold})
