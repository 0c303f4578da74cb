"""A question that was taken -> the message it gets: an answer, a no, an apology or none."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.slack.memory.slack_question import SlackQuestion
from assistant.slack.memory.store import Store
from assistant.slack.metrics import Metrics
from assistant.slack.replies.channel_answer import answer_in, notice_of_scope, owner_for
from assistant.slack.replies.delivery import new_reference
from assistant.slack.setup.settings import Settings
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.quoting.site_links import links_of
from assistant.slack.views.reply import reply_message
from assistant.slack.views.reply_context import ReplyContext
from assistant.slack.views.short_messages import error_message
from assistant.slack.views.whole_section import section_goes_on
from index_builder.index.generation import Generation

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What a question gets; an apology comes without an answer, silence without a message."""

    message: Message | None
    answer: Answer | None
    generation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Composing:
    """Answers questions according to their channel's settings."""

    settings: Settings
    generation: Callable[[], Generation]  # the one in use
    store: Store
    metrics: Metrics

    def prepare(self, question: SlackQuestion) -> Prepared:
        """Return what a question gets; an error of ours becomes an apology."""
        try:
            return self._prepared(question)
        except Exception:  # noqa: BLE001 - the outer edge: whatever fails, the asker gets a reply
            reference = new_reference()
            _log.exception("[%s] question %s could not be answered", reference, question.id)
            self.metrics.errors.inc()
            return Prepared(message=error_message(reference), answer=None, generation="")

    def _prepared(self, question: SlackQuestion) -> Prepared:
        generation = self.generation()
        answer = self.answer(generation, question)
        if not answer.answered and not question.insists:
            return Prepared(message=None, answer=answer, generation=generation.name)
        message = reply_message(answer, self.shown(generation, question, answer))
        return Prepared(message=message, answer=answer, generation=generation.name)

    def answer(self, generation: Generation, question: SlackQuestion) -> Answer:
        """Answer a question by its channel's settings and its thread, the same every time."""
        channel = self.settings.of(question.channel)
        return answer_in(generation, channel, question.text, self.store.earlier(question))

    def shown(
        self, generation: Generation, question: SlackQuestion, answer: Answer
    ) -> ReplyContext:
        """Return what its message needs to know about where the question was asked."""
        channel = self.settings.of(question.channel)
        place = (question.team, question.channel, question.thread)
        new = question.surface == "private" or not self.store.knows_thread(*place)
        return ReplyContext(
            answer_id=question.id,
            notice=notice_of_scope(generation, self.settings.notice) if new else None,
            extra_notice=channel.extra_notice if new else None,
            asker=question.asker if question.shows_asker else None,
            changed=generation.manifest.dates,
            links=links_of(generation),
            has_more=section_goes_on(answer, generation.passages),
            has_owner=bool(self.owner(generation, question, answer)),
            shareable=question.surface == "private" and self.may_share(question),
        )

    def owner(self, generation: Generation, question: SlackQuestion, answer: Answer) -> str | None:
        """Return who gets the question if it is passed on to a person; None if nobody does."""
        cited = [citation.passage for citation in answer.citations]
        return owner_for(generation, self.settings, question, cited)

    def may_share(self, question: SlackQuestion) -> bool:
        """Return whether a private reply may be shown to its whole channel."""
        channel = self.settings.of(question.channel)
        outsiders = self.store.has_outsiders(question.team, question.channel)
        is_channel = question.channel.startswith(("C", "G")) and channel.mode != "off"
        return is_channel and not (outsiders and channel.external == "refuse")
