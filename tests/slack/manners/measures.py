"""How well the bot keeps its manners: the share of messages that get a post, by kind."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.evaluation.intervals import bootstrap

from .judged import Looked


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    def __str__(self) -> str:
        """Give count, total and percentage with its 95 % interval."""
        if not self.of:
            return "-"
        low, high = bootstrap([1.0] * self.count + [0.0] * (self.of - self.count))
        return f"{self.count}/{self.of} = {self.count / self.of:.1%} [{low:.1%}, {high:.1%}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """What the bot did with the messages of a set."""

    interrupted: Share  # posts among the messages not meant for it
    # Posts among the messages meant for it that it would answer if it were mentioned.
    heard: Share
    answered: Share  # posts among those meant for it that the handbook answers
    unanswerable: Share  # posts among those meant for it that the handbook does not answer


def measure(spoke: Iterable[tuple[Looked, bool]]) -> Manners:
    """Return the shares, given for each message whether the bot posted."""
    rows = list(spoke)

    def share(chosen: Iterable[tuple[Looked, bool]]) -> Share:
        posts = [posted for _, posted in chosen]
        return Share(count=sum(posts), of=len(posts))

    meant = [(row, posted) for row, posted in rows if row.message.for_bot]
    right = [(row, posted) for row, posted in meant if row.message.is_answered]
    return Manners(
        interrupted=share((row, posted) for row, posted in rows if not row.message.for_bot),
        heard=share((row, posted) for row, posted in right if row.is_answered),
        answered=share(right),
        unanswerable=share((row, p) for row, p in meant if not row.message.is_answered),
    )


def figures_line(name: str, found: Manners) -> str:
    """Return a line of figures."""
    return (
        f"{name:24} not for it: {found.interrupted}; for it and answerable when mentioned: "
        f"{found.heard}; answered by the handbook: {found.answered}; "
        f"for it, no answer there: {found.unanswerable}"
    )
