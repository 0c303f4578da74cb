"""Measures the manners that are shipped on every set at hand: see `tests.slack.manners`."""

from assistant.asking.addressee import address_score, fitted, speaks

from .judged import KEPT_ASIDE, Looked
from .lookups import lookups
from .measures import figures_line, measure


def spoke(row: Looked) -> bool:
    """Return whether the bot posts without being mentioned."""
    score = address_score(row.message.text, row.message.state)
    return row.may_speak and speaks(score, row.evidence, row.vector, fitted().encoder)


if __name__ == "__main__":
    aside = []
    for name, rows in lookups():
        judged = [(row, spoke(row)) for row in rows]
        print(figures_line(name, measure(judged)))
        aside += judged if name in KEPT_ASIDE else []
    print(figures_line("kept aside, together", measure(aside)))
    for row, posted in aside:
        if posted and not row.message.for_bot:
            print(f"  interrupted: {row.message.id} {row.message.written}")
