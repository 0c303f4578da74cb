"""Figures -> what is printed: a table for people, JSON for programs. Pure."""

import json
import math
from collections.abc import Iterator

from index_builder.passage import Passage

from .abstention import KEPT, Decision, Share
from .collection import Collection
from .figures import Figures, Report
from .scoring import MEASURES


def table(collection: Collection, report: Report, *, by_question: bool) -> Iterator[str]:
    """Yield the lines of the report."""
    yield collection.name
    yield (
        f"{len(collection.askings)} questions, {len(collection.answerable)} of them answerable; "
        f"{len(collection.generation.passages)} passages, index {collection.generation.name}"
    )
    yield from (f"note: {note}" for note in collection.notes)
    for by in dict.fromkeys(held.by for held in report.figures):
        yield ""
        yield f"by {by:<8}{'n':>5}  {'Success@1 [95 %]':<19}" + "".join(
            f"{name:>10}" for name in MEASURES[1:]
        )
        yield from (_line(held) for held in report.figures if held.by == by)
    yield ""
    yield from _abstention(report)
    if by_question:
        for figures in report.figures:
            yield from ("", f"{figures.method} by {figures.by}")
            yield from _questions(collection, figures)
        yield from ("", "answered by `ask`")
        yield from _asked(report)


def _line(figures: Figures) -> str:
    low, high = figures.interval
    first = f"{figures.means['Success@1']:.3f} [{low:.3f} {high:.3f}]"
    rest = "".join(f"{figures.means[name]:>10.3f}" for name in MEASURES[1:])
    return f"{figures.method:<11}{len(figures.questions):>5}  {first:<19}{rest}"


def _abstention(report: Report) -> Iterator[str]:
    held = report.abstention
    yield "answering       threshold  answerable  first right  unanswerable answered"
    yield f"present           {'own':>7}  {_decision(held.present)}"
    yield f"keeping {KEPT:.0%}     {held.kept.threshold:>9.4f}  {_decision(held.kept)}"
    kinds = ", ".join(f"{kind} {value:.3f}" for kind, value in held.auroc_by_type.items())
    yield f"AUROC of the confidence {held.auroc:.3f}" + (f" ({kinds})" if kinds else "")


def _decision(decision: Decision) -> str:
    kinds = ", ".join(f"{kind} {share.count}/{share.of}" for kind, share in decision.by_type.items())
    return (
        f"{_percent(decision.coverage):>10}  {_percent(decision.right):>11}  "
        f"{_percent(decision.false_answers)}" + (f" ({kinds})" if kinds else "")
    )


def _percent(share: Share) -> str:
    return f"{share.value:.1%}" if share.of else "none"


def _questions(collection: Collection, figures: Figures) -> Iterator[str]:
    asked = {held.id: held.text for held in collection.askings}
    yield "rank  question"
    for held in figures.questions:
        rank = "-" if held.first is None else str(held.first)
        first = place(figures.rankings[held.id].first)
        yield f"{rank:>4}  {held.id}  {asked[held.id]!r}"
        yield f"      first: {first}"


def _asked(report: Report) -> Iterator[str]:
    yield "confidence  answered  answerable  question"
    for held in sorted(report.asked, key=lambda held: -held.confidence):
        said, could = ("yes" if flag else "no" for flag in (held.answered, held.answerable))
        yield f"{held.confidence:>10.4f}  {said:<8}  {could:<10}  {held.id} ({held.type})"


def place(passage: Passage) -> str:
    """Return where a passage stands, in one line."""
    first, last = passage.lines
    parts = [part for part in (passage.page_title, *passage.headings) if part]
    return f"{passage.path}:{first}-{last} {' › '.join(dict.fromkeys(parts))}".rstrip()


def as_json(collection: Collection, report: Report, *, by_question: bool) -> str:
    """Return the report as one JSON object; what is undefined is null."""
    held = report.abstention
    found: dict[str, object] = {
        "collection": collection.name,
        "generation": collection.generation.name,
        "passages": len(collection.generation.passages),
        "questions": len(collection.askings),
        "answerable": len(collection.answerable),
        "notes": collection.notes,
        "figures": [_figures_json(figures, by_question) for figures in report.figures],
        "abstention": {
            "present": _decision_json(held.present),
            "kept": _decision_json(held.kept),
            "curve": [_decision_json(decision) for decision in held.curve],
            "auroc": _number(held.auroc),
            "auroc_by_type": {kind: _number(value) for kind, value in held.auroc_by_type.items()},
        },
    }
    if by_question:
        found["asked"] = [
            {
                "id": asked.id,
                "type": asked.type,
                "answerable": asked.answerable,
                "confidence": _number(asked.confidence),
                "answered": asked.answered,
                "right": asked.right,
            }
            for asked in report.asked
        ]
    return json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False)


def _figures_json(figures: Figures, by_question: bool) -> dict[str, object]:
    found: dict[str, object] = {
        "method": figures.method,
        "by": figures.by,
        "n": len(figures.questions),
        **figures.means,
        "Success@1 interval": figures.interval,
    }
    if by_question:
        found["by_question"] = [
            {
                "id": held.id,
                "rank": held.first,
                "first": place(figures.rankings[held.id].first),
                **held.values,
            }
            for held in figures.questions
        ]
    return found


def _decision_json(decision: Decision) -> dict[str, object]:
    return {
        "threshold": None if decision.threshold is None else _number(decision.threshold),
        "coverage": _number(decision.coverage.value),
        "right": _number(decision.right.value),
        "false_answers": _number(decision.false_answers.value),
        "by_type": {
            kind: {"answered": share.count, "of": share.of}
            for kind, share in decision.by_type.items()
        },
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
