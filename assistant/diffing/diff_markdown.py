"""A difference -> Markdown for a pull request's comment. Pure.

All text from a page is escaped and put into HTML, where Markdown has no meaning. There GitHub still
turns mentions, issue numbers and emoji codes into links or pictures, and notifies whoever is
mentioned; a zero-width space after the "@", "#" or ":" prevents that.
"""

import html
import re
from collections.abc import Iterator, Sequence

from assistant.diffing.diff_text import start_of, sums
from assistant.diffing.difference import KINDS, Difference
from assistant.evaluation.check_text import TITLES, changes_sum, outcome_words
from assistant.evaluation.question_changes import CHANGES, Checked
from index_builder.index.change_display import change_place, move_text, shortened_runs
from index_builder.index.changes import Change, WordRun, passage_differences
from index_builder.index.printable import printable

LIMIT = 65_536  # characters of a comment on GitHub
_ROOM = LIMIT - 1_000  # for the head and the sentence on what is left out
_SIGN = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=[\w+-]+:)", re.ASCII)
_TAGS = {"removed": "del", "added": "ins"}


def difference_markdown(difference: Difference, *, limit: int = _ROOM) -> str:
    """Return the comment: the sums, then questions and passages in parts that fold."""
    names = f"`{difference.before}` → `{difference.after}`"
    head = f"### What changed in the playbook\n\n{names}: {sums(difference)}\n"
    if difference.check:
        head += (
            f"\n{len(difference.check.checked)} judged questions: {changes_sum(difference.check)}\n"
        )
    parts, room, left_out = [head], limit, 0
    for title, items in _sections(difference):
        part, out = _folding(title, items, room)
        parts += [part] if part else []
        room -= len(part)
        left_out += out
    if left_out:
        parts.append(
            f"{left_out} more are left out, as a comment holds no more: "
            f"`playbook diff {difference.before} {difference.after}` shows all.\n"
        )
    return "\n".join(parts)


def _folding(title: str, items: Sequence[str], room: int) -> tuple[str, int]:
    """Return a part of as many items as there is room for, and how many are left out."""
    opening = f"<details><summary>{title} ({len(items)})</summary>\n<ul>\n"
    closing = "</ul>\n</details>\n"
    room -= len(opening) + len(closing)
    fitting = []
    for item in items:
        room -= len(item) + 1
        if room < 0:
            break
        fitting.append(f"{item}\n")
    part = "".join([opening, *fitting, closing]) if fitting else ""
    return part, len(items) - len(fitting)


def _sections(difference: Difference) -> Iterator[tuple[str, list[str]]]:
    """Yield titles with their items, none of them empty."""
    for title, items in (*_questions(difference), *_passages(difference)):
        if items:
            yield title, items


def _questions(difference: Difference) -> Iterator[tuple[str, list[str]]]:
    checked = difference.check.checked if difference.check else ()
    for kind in CHANGES:
        if kind in TITLES:
            found = [_asked(one) for one in checked if one.change == kind]
            yield f"Questions: {TITLES[kind]}", found
    title = "Questions: answered as before, from a passage that was edited"
    yield title, [_asked(one) for one in difference.on_edited_words]


def _passages(difference: Difference) -> Iterator[tuple[str, list[str]]]:
    for kind in KINDS:
        yield f"Passages {kind}", [_change(one) for one in difference.of_kind(kind)]


def _asked(checked: Checked) -> str:
    before = f"<br>before: {_safe(outcome_words(checked.before))}" if checked.before else ""
    return (
        f"<li>{_safe(checked.question.text)} <code>{_safe(checked.question.id)}</code>{before}"
        f"<br>now: {_safe(outcome_words(checked.now))}</li>"
    )


def _change(change: Change) -> str:
    side = change.after or change.before
    title = _safe(side.breadcrumb) if side else ""
    return f"<li><b>{title}</b> <code>{_safe(change_place(change))}</code><br>{_said(change)}</li>"


def _said(change: Change) -> str:
    before, after = change.before, change.after
    if change.kind == "edited" and before and after:
        return " ".join(map(_run, shortened_runs(passage_differences(before, after))))
    if change.kind == "moved" and before and after:
        return _safe(move_text(before, after))
    side = after or before
    return _safe(start_of(side.text)) if side else ""


def _run(run: WordRun) -> str:
    tag = _TAGS.get(run.kind)
    return f"<{tag}>{_safe(run.words)}</{tag}>" if tag else _safe(run.words)


def _safe(text: str) -> str:
    """Return text escaped for HTML, on one line, since an empty line would end the HTML."""
    line = " ".join(printable(text).split())
    return html.escape(_SIGN.sub("\N{ZERO WIDTH SPACE}", line), quote=False)
