"""What can be previewed: each kind as Block Kit JSON, and as HTML."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.answer import Answer
from assistant.slack.preview.blocks_html import (
    home_html,
    message_html,
    modal_html,
    question_html,
)
from assistant.slack.views.block_kit.message import Message, View
from assistant.slack.views.feedback import feedback_modal
from assistant.slack.views.home import home_content, home_view
from assistant.slack.views.person import person_request
from assistant.slack.views.reply import reply_message
from assistant.slack.views.reply_context import ReplyContext
from assistant.slack.views.short_messages import error_message, help_message
from assistant.slack.views.whole_section import section_messages
from index_builder.index.generation import Generation

NAME = "Playbook"
_ASKER, _OWNER = "U0ASKER", "C0OWNERS"
_PERMALINK = "https://example.slack.com/archives/C0CHANNEL/p1700000000000100"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A message or view as Slack gets it, and a picture of it."""

    payload: Any  # JSON
    html: str


def reply(generation: Generation, answer: Answer) -> Preview:
    """Return the reply to the question: an answer, or a no."""
    made = _messages(reply_message(answer, shown_as(generation)))
    return replace(made, html=f"{question_html(answer.question)}\n{made.html}")


def more(generation: Generation, answer: Answer) -> Preview:
    """Return what "show more of this section" brings, of the nearest section."""
    first = answer.citations[0].passage if answer.citations else generation.passages[0]
    section = [
        held
        for held in generation.passages
        if (held.path, held.headings) == (first.path, first.headings)
    ]
    return _messages(*section_messages(section))


def person(generation: Generation, answer: Answer) -> Preview:
    """Return what an owner gets when a person is asked."""
    shown = shown_as(generation)
    return _messages(
        person_request(answer, shown, owner=_OWNER, asker=_ASKER, permalink=_PERMALINK)
    )


def feedback(generation: Generation, _: Answer) -> Preview:
    """Return the dialog that asks what is wrong with an answer."""
    view = feedback_modal(shown_as(generation).answer_id)
    return _view(view, modal_html)


def home(generation: Generation, _: Answer) -> Preview:
    """Return App Home."""
    return _view(home_view(home_content(generation.passages, _dates(generation))), home_html)


def usage(_: Generation, __: Answer) -> Preview:
    """Return what `/playbook help` says."""
    return _messages(help_message())


def apology(_: Generation, __: Answer) -> Preview:
    """Return the apology for an error."""
    return _messages(error_message("4f1c09ab"))


MAKERS: Mapping[str, Callable[[Generation, Answer], Preview]] = {
    "reply": reply,
    "more": more,
    "person": person,
    "feedback": feedback,
    "home": home,
    "help": usage,
    "error": apology,
}


def shown_as(generation: Generation) -> ReplyContext:
    """Return how a previewed answer is shown: as in a channel that has an owner."""
    return ReplyContext(answer_id="preview", changed=_dates(generation), has_owner=True)


def _dates(generation: Generation) -> Mapping[str, str]:
    dates: Mapping[str, str] = getattr(generation.manifest, "dates", {})
    return dates


def _messages(*messages: Message) -> Preview:
    payloads = [{"text": held.text, "blocks": list(held.blocks)} for held in messages]
    html = "\n".join(message_html(held.blocks, name=NAME) for held in messages)
    return Preview(payload=payloads[0] if len(payloads) == 1 else payloads, html=html)


def _view(view: View, html: Callable[[View], str]) -> Preview:
    return Preview(payload=view, html=html(view))
