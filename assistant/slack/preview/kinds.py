"""What can be previewed: each kind as Block Kit JSON, and as HTML."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.answer import Answer, ask
from assistant.evaluation.question_file import JudgedQuestion
from assistant.slack.preview.blocks_html import (
    home_html,
    message_html,
    modal_html,
    question_html,
)
from assistant.slack.replies.judged_samples import judged_samples
from assistant.slack.views.block_kit.message import Message, View
from assistant.slack.views.feedback import PressedAt, feedback_modal
from assistant.slack.views.home import home_content, home_view
from assistant.slack.views.person import person_request
from assistant.slack.views.quoting.site_links import links_of
from assistant.slack.views.reply import reply_message
from assistant.slack.views.reply_context import ReplyContext
from assistant.slack.views.short_messages import error_message, help_message
from assistant.slack.views.whole_section import (
    section_goes_on,
    section_messages,
    section_of,
)
from index_builder.index.generation import Generation

NAME = "Playbook"
_ANSWER_ID = "preview"
_KEEP_DAYS = 90  # the settings' default
_ASKER, _OWNER, _CHANNEL = "U0ASKER", "C0OWNERS", "C0CHANNEL"
_PERMALINK = "https://example.slack.com/archives/C0CHANNEL/p1700000000000100"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A message or view as Slack gets it, and HTML that shows what it looks like."""

    payload: Any  # JSON
    html: str


def reply(generation: Generation, answer: Answer) -> Preview:
    """Return the reply to the question: an answer, or a no."""
    preview = _messages(reply_message(answer, preview_context(generation, answer)))
    return replace(preview, html=f"{question_html(answer.question)}\n{preview.html}")


def more(generation: Generation, answer: Answer) -> Preview:
    """Return what "Show more" brings, for the nearest section."""
    first = answer.citations[0].passage if answer.citations else generation.passages[0]
    marks = {first.id: answer.citations[0].marks} if answer.sure else {}
    section = section_of(first, generation.passages)
    return _messages(*section_messages(section, marks, links_of(generation)))


def person(generation: Generation, answer: Answer) -> Preview:
    """Return what an owner gets when somebody asks for a person."""
    context = preview_context(generation, answer)
    return _messages(
        person_request(
            answer, context, owner=_OWNER, asker=_ASKER, permalink=_PERMALINK, channel=_CHANNEL
        )
    )


def home(generation: Generation, questions: Sequence[JudgedQuestion] = ()) -> Preview:
    """Return App Home, with examples from judged questions."""
    dates = generation.manifest.dates
    samples = judged_samples(questions, generation, lambda text: ask(generation, text))
    content = home_content(generation.passages, dates, keep_days=_KEEP_DAYS, questions=samples)
    return _view(home_view(content), home_html)


def feedback() -> Preview:
    """Return the dialog that asks what is wrong with an answer."""
    pressed = PressedAt(channel="C0CHANNEL", thread="", response_url="")
    return _view(feedback_modal(_ANSWER_ID, pressed, keep_days=_KEEP_DAYS), modal_html)


def usage() -> Preview:
    """Return what `/playbook help` says."""
    return _messages(help_message())


def apology() -> Preview:
    """Return the apology for an error."""
    return _messages(error_message("4f1c09ab"))


OF_QUESTION: Mapping[str, Callable[[Generation, Answer], Preview]] = {
    "reply": reply,
    "more": more,
    "person": person,
}
OF_INDEX: Mapping[str, Callable[[Generation, Sequence[JudgedQuestion]], Preview]] = {"home": home}
FIXED: Mapping[str, Callable[[], Preview]] = {
    "feedback": feedback,
    "help": usage,
    "error": apology,
}


def preview_context(generation: Generation, answer: Answer) -> ReplyContext:
    """Return the context of a previewed answer: a channel that has an owner."""
    return ReplyContext(
        answer_id=_ANSWER_ID,
        changed=generation.manifest.dates,
        links=links_of(generation),
        has_owner=True,
        has_more=section_goes_on(answer, generation.passages),
    )


def _messages(*messages: Message) -> Preview:
    payloads = [{"text": message.text, "blocks": list(message.blocks)} for message in messages]
    html = "\n".join(message_html(message.blocks, name=NAME) for message in messages)
    return Preview(payload=payloads[0] if len(payloads) == 1 else payloads, html=html)


def _view(view: View, html: Callable[[View], str]) -> Preview:
    return Preview(payload=view, html=html(view))
