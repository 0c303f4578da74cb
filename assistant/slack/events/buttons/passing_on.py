"""Passing a question on to a person, and closing the loop when they have answered."""

import logging
from dataclasses import dataclass

from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import ButtonPress
from assistant.slack.memory.slack_question import SlackQuestion
from assistant.slack.replies.delivery import Posting, Undeliverable
from assistant.slack.replies.sending import in_place_of, in_thread
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.person import (
    person_answered,
    person_asked,
    person_request,
    request_closed,
)
from assistant.slack.views.short_messages import error_message, phrase_message

_log = logging.getLogger(__name__)


def pass_on(bot: Bot, held: ButtonPress) -> None:
    """Pass the question of a reply on to the person who looks after its section or channel."""
    reply = bot.store.reply(held.value)
    work = _PassingOn(bot, held, reply.question) if reply else None
    if work is None:
        bot.tell(held.lane, held.to_presser(bot.clients(held.team)), phrase_message("gone"))
    else:
        bot.asides.put(held.lane, work)


@dataclass(slots=True)
class _PassingOn:
    """Asks the owner, then says so where it was asked."""

    bot: Bot
    held: ButtonPress
    question: SlackQuestion
    request: Posting | None = None
    owner: str = ""

    def __call__(self) -> None:
        client = self.bot.clients(self.held.team)
        presser = self.held.to_presser(client)
        if self.request is None:
            self.request = self._request()
        if self.request is None:
            self.bot.tell(self.held.lane, presser, phrase_message("asked_already"))
            return
        try:
            self.request()
        except Undeliverable as error:
            self.bot.store.drop_request(self.question.id)
            self.bot.tell(self.held.lane, presser, error_message(error.reference))
            return
        place = in_thread(client, self.question.channel, self.question.thread)
        send = presser if self.question.surface == "private" else place
        self.bot.tell(self.held.lane, send, person_asked(self.owner))

    def _request(self) -> Posting | None:
        """Return what the owner gets; None where somebody has passed it on before."""
        bot, question = self.bot, self.question
        composing, generation = bot.replying.composing, bot.serving.generation
        answer = composing.answer(generation, question)
        owner = composing.owner(generation, question, answer)
        new = owner and bot.store.ask_person(question.id, owner, self.held.user, bot.clock())
        if not owner or not new:
            return None
        self.owner = owner
        client = bot.clients(question.team)
        private = question.surface == "private"
        link = "" if private else _permalink(bot, question, self.held.message_ts)
        shown = composing.shown(generation, question, answer)
        message = person_request(answer, shown, owner=owner, asker=self.held.user, permalink=link)
        if owner.startswith("S"):  # a user group hears of it where it is mentioned
            return Posting(in_thread(client, question.channel, question.thread), message)
        return Posting(in_thread(client, owner, ""), message)


def _permalink(bot: Bot, question: SlackQuestion, message_ts: str) -> str:
    found = bot.clients(question.team).chat_getPermalink(
        channel=question.channel, message_ts=message_ts or question.ts
    )
    return str(found.get("permalink") or "")


def close_loop(bot: Bot, held: ButtonPress) -> None:
    """Say where a question was asked that a person has answered it; once, whoever says so."""
    reply = bot.store.reply(held.value)
    client = bot.clients(held.team)
    if reply is None or not bot.store.close_request(held.value, held.user):
        return
    question = reply.question
    request = Message(
        blocks=tuple(held.message.get("blocks") or ()), text=str(held.message.get("text") or "")
    )
    closed = request_closed(request, by=held.user)
    bot.tell(held.lane, in_place_of(client, held.channel, held.message_ts), closed)
    private = question.surface == "private"
    asker = bot.store.request_asker(question.id) or question.asker
    channel, thread = (asker, "") if private else (question.channel, question.thread)
    bot.tell(held.lane, in_thread(client, channel, thread), person_answered(held.user))
