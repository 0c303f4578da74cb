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


def check_lines(check: Check, *, failing: bool) -> Iterator[str]:
    """Yield the lines: what changed, with `failing` also all other failing questions; then sums."""
    against = f"before: {check.baseline}" if check.baseline else "no earlier one to compare with"
    yield f"{check.name}: {len(check.checked)} questions, index {check.generation} ({against})"
    for kind in CHANGES:
        if kind in TITLES:
            yield from _block(TITLES[kind], [one for one in check.checked if one.change == kind])
    if failing:
        listed = [one for one in check.failing if one.change in (None, "same")]
        yield from _block("not as it should be", listed)
    yield from _quotes(check)
    yield ""
    yield from _sums(check)


def _block(title: str, questions: list[Checked]) -> Iterator[str]:
    if not questions:
        return
    yield ""
    yield f"{title} ({len(questions)})"
    for checked in questions:
        yield f"  {checked.question.id}  {_short(checked.question.text)}"
        if checked.before is not None and checked.change != "same":
            yield f"    before  {outcome_words(checked.before)}"
        yield f"    now     {outcome_words(checked.now)}"


def outcome_words(outcome: QuestionOutcome) -> str:
    """Return a question's outcome and the place of its first citation, in one line."""
    if outcome.first is None:
        return "declined"
    where = passage_place(outcome.first)
    if outcome.verdict == "lower":
        return f"answer at rank {outcome.rank}, after {where}"
    if outcome.verdict == "declined":
        return f"declined; nearest {where}"
    return f"{_VERDICTS[outcome.verdict]}: {where}"


def _quotes(check: Check) -> Iterator[str]:
    edited = [one for one in check.missing if one.stood_before is not False]
    stale = [one for one in check.missing if one.stood_before is False]
    for title, quotes in (
        ("gold quotes no longer on their page: update the question file", edited),
        ("gold quotes found in neither generation", stale),
    ):
        if quotes:
            yield ""
            yield f"{title} ({len(quotes)})"
        for quote in quotes:
            yield f"  {quote.place}  {quote.id}  {_short(quote.quote)}"
            yield f"    {_where(quote)}"


def _where(missing: MissingQuote) -> str:
    if missing.elsewhere:
        path, line = missing.elsewhere
        return f"moved to {path}:{line}"
    if missing.nearest is None:
        return f"gone from {missing.path}: no passage shares a word with it"
    near = missing.nearest
    what = "edited" if near.edited else f"gone from {missing.path}; nearest"
    return f"{what}: {near.path}:{near.line}, which has {near.share:.0%} of its words"


def _sums(check: Check) -> Iterator[str]:
    yield from _sum(check, "answerable", answerable=True)
    yield from _sum(check, "unanswerable", answerable=False)
    if check.baseline:
        yield changes_sum(check)
    else:
        yield f"{len(check.failing)} not as they should be; quotes to update: {len(check.missing)}"


def changes_sum(check: Check) -> str:
    """Return how many questions got worse, moved to another section, or got better."""
    worse = sum(one.worse for one in check.checked)
    moved, better = (
        sum(one.change == kind for one in check.checked) for kind in ("moved", "better")
    )
    return f"{worse} worse, {moved} moved, {better} better; quotes to update: {len(check.missing)}"


def _sum(check: Check, name: str, *, answerable: bool) -> Iterator[str]:
    now = verdicts((one.now for one in check.checked), answerable=answerable)
    before = verdicts(
        (one.before for one in check.checked if one.before is not None), answerable=answerable
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
