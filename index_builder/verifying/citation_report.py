"""What became of a citation -> the lines a person reads, and JSON. Pure."""

import json
from collections.abc import Iterator

from index_builder.index.change_display import marked_runs, passage_fields, shortened_runs
from index_builder.index.passage import Passage
from index_builder.index.printable import printable, printable_json
from index_builder.verifying.citation_status import CitationStatus, PassageStatus, Verdict

SCHEMA = 1
_SAID: dict[Verdict, str] = {
    "stands": "stands word for word",
    "moved": "moved: word for word the same, in another place",
    "edited": "edited: it is written otherwise now",
    "removed": "removed: the words stand nowhere any more",
    "unknown": "unknown: neither the index nor the content has it, nor anything like it",
}


def status_lines(held: CitationStatus, against: str, *, coloured: bool) -> Iterator[str]:
    """Yield the lines: the verdict, what it rests on, then each passage with what became of it.

    `against` says what it was compared with.
    """
    yield _SAID[held.verdict]
    if held.shown_by:
        yield f"as generation {held.shown_by} has it, compared with {against}"
    elif held.pieces:
        yield f"by the words in the link, compared with {against}"
    for piece in held.pieces:
        yield ""
        yield from _piece(piece, coloured=coloured)


def _piece(held: PassageStatus, *, coloured: bool) -> Iterator[str]:
    was, now = (_where(side) if side else None for side in (held.before, held.after))
    if now and was in (now, None):
        yield from _labelled("in", now)
    elif was:
        yield from _labelled("was", was)
        yield from _labelled("is now", now)
    if held.differences and held.before and held.after and _read_alike(held.before, held.after):
        yield "  It reads the same; links or mark-up in its source differ:"
    if held.differences:
        yield f"  {marked_runs(shortened_runs(held.differences), coloured=coloured)}"


def _read_alike(before: Passage, after: Passage) -> bool:
    return before.text.split() == after.text.split()


def _where(held: Passage) -> tuple[str, str]:
    return printable(f"{held.place}  {held.breadcrumb}"), printable(held.url)


def _labelled(label: str, where: tuple[str, str] | None) -> Iterator[str]:
    first, *others = where or ("nowhere",)
    yield f"{label:<8} {first}"
    yield from (f"{'':<8} {other}" for other in others)


def status_json(held: CitationStatus, citation: str, against: str) -> str:
    """Return what became of a citation as one JSON object."""
    found = {
        "schema": SCHEMA,
        "citation": citation,
        "verdict": held.verdict,
        "generation": held.shown_by,
        "compared_with": against,
        "passages": [
            {
                "verdict": piece.verdict,
                "before": piece.before and passage_fields(piece.before),
                "after": piece.after and passage_fields(piece.after),
                "differences": [run._asdict() for run in piece.differences],
            }
            for piece in held.pieces
        ],
    }
    return printable_json(json.dumps(found, indent=2, ensure_ascii=False))
