"""Figures -> the lines that a person reads. Pure."""

from collections.abc import Iterator, Sequence

from assistant.evaluation.abstention import KEPT, Abstention, Decision, Share
from assistant.evaluation.judged_index import Collection
from assistant.evaluation.measures import EvaluationReport, Figures
from assistant.evaluation.scoring import MEASURES
from index_builder.index.passage import Passage


def report_lines(
    collection: Collection, report: EvaluationReport, *, by_question: bool
) -> Iterator[str]:
    """Yield the lines of the report; with `by_question` the questions follow."""
    yield collection.name
    yield (
        f"{len(collection.askings)} questions, {len(collection.answerable)} of them answerable; "
        f"{len(collection.generation.passages)} passages, index {collection.generation.name}"
    )
    yield from (f"note: {note}" for note in collection.notes)
    for by in dict.fromkeys(column.by for column in report.figures):
        yield ""
        yield from _measures(by, [column for column in report.figures if column.by == by])
    yield ""
    yield from _answering(report.abstention)
    if by_question:
        for figures in report.figures:
            yield from ("", f"{figures.method} by {figures.by}")
            yield from _questions(collection, figures)
        yield from ("", "answered by `ask`")
        yield from _asked(report)


def _measures(by: str, figures: Sequence[Figures]) -> Iterator[str]:
    methods = "".join(f"  {column.method:<19}" for column in figures)
    yield f"{f'by {by} [95 %]':<19}{methods}".rstrip()
    for name in MEASURES:
        yield f"{name:<19}" + "".join(f"  {_interval(column, name)}" for column in figures)


def _interval(figures: Figures, name: str) -> str:
    low, high = figures.intervals[name]
    return f"{figures.means[name]:.3f} [{low:.3f} {high:.3f}]"


def _answering(abstention: Abstention) -> Iterator[str]:
    """Yield what is answered now and along the curve, then now and at KEPT by type of question."""
    kinds = list(abstention.present.by_type)
    columns = "".join(f"  {kind:>7}" for kind in kinds)
    yield f"{'threshold':<14}  answerable  first right  unanswerable{columns}"
    yield _decision(abstention.present, "as ask does")
    yield from (_decision(point, f"{point.threshold:.4f}") for point in abstention.curve)
    yield "first right: of the answerable questions answered, those whose first citation is gold"
    yield ""
    yield f"{'type':<14}  questions  answered  keeping {KEPT:.0%}  AUROC"
    for kind, share in abstention.present.covered_by_type.items():
        yield _type(kind, share, abstention.kept.covered_by_type[kind], "answerable")
    for kind, share in abstention.present.by_type.items():
        auroc = f"{abstention.auroc_by_type[kind]:.3f}"
        yield _type(kind, share, abstention.kept.by_type[kind], auroc)
    yield f"AUROC of the confidence, answerable against all others: {abstention.auroc:.3f}"


def _decision(decision: Decision, name: str) -> str:
    columns = "".join(
        f"  {_percent(share):>{max(len(kind), 7)}}" for kind, share in decision.by_type.items()
    )
    return (
        f"{name:<14}  {_percent(decision.coverage):>10}  {_percent(decision.right):>11}  "
        f"{_percent(decision.false_answers):>12}{columns}"
    )


def _type(kind: str, present: Share, kept: Share, auroc: str) -> str:
    return f"{kind:<14}  {present.of:>9}  {_percent(present):>8}  {_percent(kept):>11}  {auroc:>5}"


def _percent(share: Share) -> str:
    return f"{share.value:.1%}" if share.of else "none"


def _questions(collection: Collection, figures: Figures) -> Iterator[str]:
    asked = {question.id: question.text for question in collection.askings}
    yield "rank  question"
    for question in figures.questions:
        rank = "-" if question.first is None else str(question.first)
        first = passage_place(figures.rankings[question.id].first)
        yield f"{rank:>4}  {question.id}  {asked[question.id]!r}"
        yield f"      first: {first}"


def _asked(report: EvaluationReport) -> Iterator[str]:
    yield "confidence  answered  answerable  question"
    for question in sorted(report.asked, key=lambda question: -question.confidence):
        said, could = ("yes" if flag else "no" for flag in (question.answered, question.answerable))
        decided = f"{question.confidence:>10.4f}  {said:<8}  {could:<10}"
        yield f"{decided}  {question.id} ({question.type})"


def passage_place(passage: Passage) -> str:
    """Return a passage's file, lines and headings, in one line."""
    return f"{passage.place} {passage.breadcrumb}".rstrip()
