"""A check -> the lines an editor reads. Pure."""

from collections.abc import Iterator

from assistant.evaluation.missing_quotes import MissingQuote
from assistant.evaluation.outcomes import VERDICTS, QuestionOutcome, Verdict
from assistant.evaluation.question_changes import CHANGES, Check, Checked, OutcomeChange, verdicts
from assistant.evaluation.report_text import passage_place

TITLES: dict[OutcomeChange, str] = {
    "unanswered": "no longer answered",
    "elsewhere": "now answered from a place that does not answer it",
    "lower": "the answer is no longer the first citation",
    "part": "a part of the answer is no longer cited",
    "false_answer": "now answered, though the playbook does not answer it",
    "moved": "answered from another section",
    "better": "better",
}
_VERDICTS: dict[Verdict, str] = {
    "right": "answered",
    "lower": "answer not first",
    "elsewhere": "answered from elsewhere",
    "declined": "declined",
    "false_answer": "answered",
}
_QUOTE = 60  # characters of a quote or question that are shown


def check_lines(held: Check, *, failing: bool) -> Iterator[str]:
    """Yield the lines: what changed, or with `failing` every question that fails; then sums."""
    against = f"before: {held.baseline}" if held.baseline else "no earlier one to compare with"
    yield f"{held.name}: {len(held.checked)} questions, index {held.generation} ({against})"
    for kind in CHANGES:
        if kind in TITLES:
            yield from _block(TITLES[kind], [one for one in held.checked if one.change == kind])
    if failing:
        listed = [one for one in held.failing if one.change in (None, "same")]
        yield from _block("not as it should be", listed)
    yield from _quotes(held)
    yield ""
    yield from _sums(held)


def _block(title: str, checked: list[Checked]) -> Iterator[str]:
    if not checked:
        return
    yield ""
    yield f"{title} ({len(checked)})"
    for held in checked:
        yield f"  {held.question.id}  {_short(held.question.text)}"
        if held.before is not None and held.change != "same":
            yield f"    before  {outcome_words(held.before)}"
        yield f"    now     {outcome_words(held.now)}"


def outcome_words(held: QuestionOutcome) -> str:
    """Return what became of a question, and where the citation stands, in one line."""
    if held.first is None:
        return "declined"
    where = passage_place(held.first)
    if held.verdict == "lower":
        return f"answer at rank {held.rank}, after {where}"
    if held.verdict == "declined":
        return f"declined; nearest {where}"
    return f"{_VERDICTS[held.verdict]}: {where}"


def _quotes(held: Check) -> Iterator[str]:
    edited = [one for one in held.missing if one.stood_before is not False]
    stale = [one for one in held.missing if one.stood_before is False]
    for title, quotes in (
        ("gold quotes that no longer stand on their page: mend the question file", edited),
        ("gold quotes that stood in neither generation", stale),
    ):
        if quotes:
            yield ""
            yield f"{title} ({len(quotes)})"
        for quote in quotes:
            yield f"  {quote.place}  {quote.id}  {_short(quote.quote)}"
            yield f"    {_where(quote)}"


def _where(held: MissingQuote) -> str:
    if held.elsewhere:
        path, line = held.elsewhere
        return f"moved to {path}:{line}"
    if held.nearest is None:
        return f"gone from {held.path}: no passage shares a word with it"
    near = held.nearest
    what = "edited" if near.edited else f"gone from {held.path}; nearest"
    return f"{what}: {near.path}:{near.line}, which has {near.share:.0%} of its words"


def _sums(held: Check) -> Iterator[str]:
    yield from _sum(held, "answerable", answerable=True)
    yield from _sum(held, "unanswerable", answerable=False)
    if held.baseline:
        yield changes_sum(held)
    else:
        yield f"{len(held.failing)} not as they should be; quotes to mend: {len(held.missing)}"


def changes_sum(held: Check) -> str:
    """Return how many questions changed for the worse, by place, and for the better."""
    worse = sum(one.worse for one in held.checked)
    moved, better = (
        sum(one.change == kind for one in held.checked) for kind in ("moved", "better")
    )
    return f"{worse} worse, {moved} moved, {better} better; quotes to mend: {len(held.missing)}"


def _sum(held: Check, name: str, *, answerable: bool) -> Iterator[str]:
    now = verdicts((one.now for one in held.checked), answerable=answerable)
    before = verdicts(
        (one.before for one in held.checked if one.before is not None), answerable=answerable
    )
    if not now:
        return
    counts = (
        f"{now[verdict]} {_VERDICTS[verdict]}"
        + (f" (before: {before[verdict]})" if before and before != now else "")
        for verdict in VERDICTS[answerable]
    )
    yield f"{now.total()} {name}: {', '.join(counts)}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= _QUOTE else f"{line[: _QUOTE - 1]}…")
