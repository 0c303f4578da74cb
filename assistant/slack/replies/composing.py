"""A question that was taken -> the message it gets: an answer, a no, an apology or none."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from assistant.answer import Answer, ask, no_question
from assistant.asking.addressee import Evidence, speaks
from assistant.asking.addressing import names_bot
from assistant.asking.courtesies import Courtesy, courtesy
from assistant.slack.memory.slack_question import SlackQuestion
from assistant.slack.memory.store import Store
from assistant.slack.metrics import Metrics
from assistant.slack.replies.channel_answer import answer_in, notice_of_scope, owner_for
from assistant.slack.replies.delivery import new_reference
from assistant.slack.setup.named_sections import section_titles
from assistant.slack.setup.settings import Settings
from assistant.slack.setup.settings_in_use import SettingsInUse
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.quoting.site_links import links_of
from assistant.slack.views.reply import reply_message
from assistant.slack.views.reply_context import ReplyContext
from assistant.slack.views.short_messages import (
    error_message,
    help_message,
    person_offer,
    phrase_message,
)
from assistant.slack.views.whole_section import section_goes_on
from index_builder.index.generation import Generation

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What a question gets; an apology comes without an answer, silence without a message."""

    message: Message | None
    answer: Answer | None
    generation: str
    only_to_asker: bool = False  # the channel does not see it


@dataclass(frozen=True, slots=True, kw_only=True)
class Composing:
    """Answers questions according to their channel's settings."""

    settings_in_use: SettingsInUse
    generation: Callable[[], Generation]  # the one in use
    store: Store
    metrics: Metrics

    @property
    def settings(self) -> Settings:
        """The settings in use."""
        return self.settings_in_use.now

    def prepare(self, question: SlackQuestion) -> Prepared:
        """Return what a question gets; an error of ours becomes an apology to whoever asked us."""
        try:
            return self._prepared(question)
        except Exception:  # noqa: BLE001 - the outer edge: whatever fails, the asker gets a reply
            reference = new_reference()
            _log.exception("[%s] question %s could not be answered", reference, question.id)
            self.metrics.errors.inc()
            apology = error_message(reference) if question.insists else None
            return Prepared(message=apology, answer=None, generation="")

    def _prepared(self, question: SlackQuestion) -> Prepared:
        generation = self.generation()
        channel = self.settings.of(question.channel)
        if channel.mode == "off":
            private = question.surface == "private"
            message = phrase_message("switched_off") if private else None
            answer = no_question(question.text)
            return Prepared(message=message, answer=answer, generation=generation.name)
        asked_for = courtesy(question.text) if question.insists else None
        if asked_for:
            return Prepared(
                message=self._courtesy(generation, question, asked_for),
                answer=no_question(question.text),
                generation=generation.name,
            )
        answer = self.answer(generation, question)
        if not question.insists and not self._speaks(generation, question, answer):
            return Prepared(message=None, answer=answer, generation=generation.name)
        message = reply_message(answer, self.shown(generation, question, answer))
        is_quiet = question.surface == "channel" and channel.mode == "quiet"
        return Prepared(
            message=message,
            answer=answer,
            generation=generation.name,
            only_to_asker=is_quiet and not answer.answered,
        )

    def _speaks(self, generation: Generation, question: SlackQuestion, answer: Answer) -> bool:
        """Return whether an answer is given to somebody who did not mention the bot; never a no.

        With reserve it is given only to whom it has answered here, or who names the bot.
        """
        if not answer.answered or not answer.confidence:
            return False
        if not answer.sure and not (self._knows(question) or names_bot(question.text)):
            return False
        evidence = Evidence(probability=answer.confidence.probability, sure=answer.sure)
        vector = generation.encoder.embed_query(question.text).vector.tolist()
        encoder = generation.manifest.encoder.weights_sha256
        return speaks(question.addressed, evidence, vector, encoder)

    def _knows(self, question: SlackQuestion) -> bool:
        """Whether nobody else asked in this thread first, or the asker has had a reply in it."""
        place = (question.team, question.channel, question.thread)
        return question.thread == question.ts or self.store.has_replied_to(*place, question.asker)

    def _courtesy(
        self, generation: Generation, question: SlackQuestion, asked_for: Courtesy
    ) -> Message:
        """Return thanks, the help text, or the offer to pass the thread's question on."""
        if asked_for == "help":
            return help_message()
        if asked_for == "thanks":
            return phrase_message("welcome")
        before = self.store.newest_reply(question) if question.surface != "private" else None
        about = before.question if before else question
        answer = self.answer(generation, about) if before else no_question(question.text)
        wanted = about.text if before else ""
        owner = self.owner(generation, about, answer)
        return person_offer(about.id if owner else None, question=wanted)

    def answer(self, generation: Generation, question: SlackQuestion) -> Answer:
        """Answer a question by its channel's settings and its thread, the same every time."""
        channel = self.settings.of(question.channel)
        return answer_in(generation, channel, question.text, self.store.earlier(question))

    def shown(
        self, generation: Generation, question: SlackQuestion, answer: Answer
    ) -> ReplyContext:
        """Return what its message needs to know about where the question was asked."""
        channel = self.settings.of(question.channel)
        new = question.surface == "private" or not self.store.answered_before(question)
        return ReplyContext(
            answer_id=question.id,
            limited=self._is_limited(generation, question, answer),
            whole_directly=self._looks_in_all_directly(),
            limited_to=section_titles(channel.sections, generation.passages),
            notice=notice_of_scope(generation, self.settings.notice) if new else None,
            extra_notice=channel.extra_notice if new else None,
            asker=question.asker if question.shows_asker else None,
            changed=generation.manifest.dates,
            links=links_of(generation),
            has_more=section_goes_on(answer, generation.passages),
            has_owner=bool(self.owner(generation, question, answer)),
            shareable=question.surface == "private" and self.may_share(question),
        )

    def _is_limited(self, generation: Generation, question: SlackQuestion, answer: Answer) -> bool:
        """Whether a no is only due to the channel's sections: elsewhere, there is an answer."""
        if answer.answered or not self.settings.of(question.channel).sections:
            return False
        return ask(generation, question.text, earlier=self.store.earlier(question)).answered

    def _looks_in_all_directly(self) -> bool:
        """Whether a direct message is answered, and from the whole playbook."""
        default = self.settings.default
        return default.mode != "off" and not default.sections

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
