"""App Home: what the bot is, what it covers, when that last changed, what to try."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.slack.views.elements import line
from assistant.slack.views.message import View
from assistant.slack.views.phrases import ENGLISH, Phrases
from assistant.slack.views.prompts import sample_questions
from index_builder.passage import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """A page of the playbook, with its sections of the first level."""

    title: str
    url: str
    changed: str | None  # ISO date
    sections: tuple[tuple[str, str], ...]  # title, address


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What App Home tells."""

    pages: tuple[HomePage, ...]
    changed: str | None  # the content's last change, ISO date
    questions: tuple[str, ...]  # to try
    stored: str | None = None  # how questions are stored; None for the phrase


def home_of(
    passages: Sequence[Passage], dates: Mapping[str, str], *, stored: str | None = None
) -> Home:
    """Return what App Home tells of a generation's passages, `dates` by page's path."""
    return Home(
        pages=(), changed=max(dates.values(), default=None), questions=sample_questions(passages),
        stored=stored,
    )  # fmt: skip


def home_view(home: Home, phrases: Phrases = ENGLISH) -> View:
    """Return the view that `views.publish` takes."""
    return {"type": "home", "blocks": [line(phrases["home_title"])]}
