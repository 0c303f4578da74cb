"""Passing a question on to a person, and telling its asker when it has been answered."""

import logging
from dataclasses import dataclass

from slack_bolt import App
from slack_sdk.errors import SlackApiError

from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import ButtonPress, on_press
from assistant.slack.memory.slack_question import SlackQuestion
from assistant.slack.replies.delivery import Posting, Undeliverable
from assistant.slack.replies.sending import in_place_of, in_thread
from assistant.slack.views.block_kit.action_ids import ASK_PERSON, MARK_ANSWERED
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.person import (
    person_answered,
    person_asked,
    person_request,
    request_closed,
)
from assistant.slack.views.short_messages import error_message, phrase_message

_log = logging.getLogger(__name__)


def register(app: App, bot: Bot) -> None:
    """Listen to both buttons."""
    on_press(app, bot, ASK_PERSON, pass_on)
    on_press(app, bot, MARK_ANSWERED, close_loop)


def pass_on(bot: Bot, press: ButtonPress) -> None:
    """Pass the question of a reply on to the person who looks after its section or channel."""
    reply = bot.store.reply(press.value)
    work = _PassingOn(bot, press, reply.question) if reply else None
    if work is None:
        bot.tell(press.queue, press.to_presser(bot.clients(press.team)), phrase_message("gone"))
    else:
        bot.asides.put(press.queue, work)


@dataclass(slots=True)
class _PassingOn:
    """Asks the owner, then says where the question was asked that it has been passed on."""

    bot: Bot
    press: ButtonPress
    question: SlackQuestion
    request: Posting | None = None
    owner: str = ""

    def __call__(self) -> None:
        client = self.bot.clients(self.press.team)
        presser = self.press.to_presser(client)
        if self.request is None:
            self.request = self._request()
        if self.request is None:
            self.bot.tell(self.press.queue, presser, phrase_message("asked_already"))
            return
        try:
            self.request()
        except Undeliverable as error:
            self.bot.store.drop_request(self.question.id)
            self.bot.tell(self.press.queue, presser, error_message(error.reference))
            return
        place = in_thread(client, self.question.channel, self.question.thread)
        send = presser if self.question.surface == "private" else place
        self.bot.tell(self.press.queue, send, person_asked(self.owner))

    def _request(self) -> Posting | None:
        """Return what the owner gets; None if there is no owner, or the owner got it before."""
        bot, question = self.bot, self.question
        composing, generation = bot.replying.composing, bot.serving.generation
        answer = composing.answer(generation, question)
        owner = composing.owner(generation, question, answer)
        new = owner and bot.store.ask_person(question.id, owner, self.press.user, bot.clock())
        if not owner or not new:
            return None
        self.owner = owner
        client = bot.clients(question.team)
        private = question.surface == "private"
        link = "" if private else _permalink(bot, question, self.press.message_ts)
        shown = composing.shown(generation, question, answer)
        message = person_request(answer, shown, owner=owner, asker=self.press.user, permalink=link)
        if owner.startswith("S"):  # a user group is told by a mention in the thread
            return Posting(in_thread(client, question.channel, question.thread), message)
        return Posting(in_thread(client, owner, ""), message)


def _permalink(bot: Bot, question: SlackQuestion, message_ts: str) -> str:
    """Return the link to a message; "" if Slack gives none: the person is asked all the same."""
    try:
        response = bot.clients(question.team).chat_getPermalink(
            channel=question.channel, message_ts=message_ts or question.ts
        )
    except (SlackApiError, OSError) as error:
        _log.warning("no link to a message that is passed on: %s", error)
        return ""
    return str(response.get("permalink") or "")


def close_loop(bot: Bot, press: ButtonPress) -> None:
    """Say where a question was asked that a person has answered it; once, whoever says so."""
    reply = bot.store.reply(press.value)
    client = bot.clients(press.team)
    if reply is None or not bot.store.close_request(press.value, press.user):
        return
    question = reply.question
    request = Message(
        blocks=tuple(press.message.get("blocks") or ()), text=str(press.message.get("text") or "")
    )
    closed = request_closed(request, by=press.user)
    bot.tell(press.queue, in_place_of(client, press.channel, press.message_ts), closed)
    private = question.surface == "private"
    asker = bot.store.request_asker(question.id) or question.asker
    channel, thread = (asker, "") if private else (question.channel, question.thread)
    bot.tell(press.queue, in_thread(client, channel, thread), person_answered(press.user))
