"""What became of a citation -> the lines a person reads, and JSON. Pure."""

import json
from collections.abc import Iterator

from index_builder.index.change_display import marked_runs, passage_fields, shortened_runs
from index_builder.index.passage import Passage
from index_builder.index.printable import printable, printable_json
from index_builder.verifying.citation_status import CitationStatus, PassageStatus, Verdict

SCHEMA = 1
_SAID: dict[Verdict, str] = {
    "stands": "unchanged: still there, word for word",
    "moved": "moved: word for word the same, in another place",
    "edited": "edited: the text has changed",
    "removed": "removed: the text is no longer in the playbook",
    "unknown": "unknown: neither the index nor the content has anything like it",
}


def status_lines(status: CitationStatus, against: str, *, coloured: bool) -> Iterator[str]:
    """Yield the verdict, what it is based on, then each passage with what became of it.

    `against` says what it was compared with.
    """
    yield _SAID[status.verdict]
    if status.shown_by:
        yield f"as generation {status.shown_by} has it, compared with {against}"
    elif status.pieces:
        yield f"by the words in the link, compared with {against}"
    for passage_status in status.pieces:
        yield ""
        yield from _piece(passage_status, coloured=coloured)


def _piece(status: PassageStatus, *, coloured: bool) -> Iterator[str]:
    was, now = (_where(side) if side else None for side in (status.before, status.after))
    if now and was in (now, None):
        yield from _labelled("in", now)
    elif was:
        yield from _labelled("was", was)
        yield from _labelled("is now", now)
    if (
        status.differences
        and status.before
        and status.after
        and _read_alike(status.before, status.after)
    ):
        yield "  It reads the same; only links or mark-up in its source differ:"
    if status.differences:
        yield f"  {marked_runs(shortened_runs(status.differences), coloured=coloured)}"


def _read_alike(before: Passage, after: Passage) -> bool:
    return before.text.split() == after.text.split()


def _where(passage: Passage) -> tuple[str, str]:
    return printable(f"{passage.place}  {passage.breadcrumb}"), printable(passage.url)


def _labelled(label: str, where: tuple[str, str] | None) -> Iterator[str]:
    first, *others = where or ("nowhere",)
    yield f"{label:<8} {first}"
    yield from (f"{'':<8} {other}" for other in others)


def status_json(status: CitationStatus, citation: str, against: str) -> str:
    """Return what became of a citation as one JSON object."""
    fields = {
        "schema": SCHEMA,
        "citation": citation,
        "verdict": status.verdict,
        "generation": status.shown_by,
        "compared_with": against,
        "passages": [
            {
                "verdict": passage_status.verdict,
                "before": passage_status.before and passage_fields(passage_status.before),
                "after": passage_status.after and passage_fields(passage_status.after),
                "differences": [run._asdict() for run in passage_status.differences],
            }
            for passage_status in status.pieces
        ],
    }
    return printable_json(json.dumps(fields, indent=2, ensure_ascii=False))
