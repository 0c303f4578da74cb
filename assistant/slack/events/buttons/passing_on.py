"""Somebody wants a person to answer: the question is passed on to whoever looks after it."""

import json
import logging
from dataclasses import dataclass

from slack_bolt import App
from slack_sdk.errors import SlackApiError

from assistant.answer import no_question
from assistant.phrases.codes import PhraseCode
from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import ButtonPress, on_press
from assistant.slack.memory.slack_question import RecordedReply, SlackQuestion
from assistant.slack.replies.delivery import Posting, Send, Undeliverable
from assistant.slack.replies.sending import in_thread
from assistant.slack.views.block_kit.action_ids import ASK_PERSON
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.person import Happened, person_asked, person_request
from assistant.slack.views.short_messages import error_message, phrase_message

_log = logging.getLogger(__name__)


def register(app: App, bot: Bot) -> None:
    """Listen to the button."""
    on_press(app, bot, ASK_PERSON, _pass_on)


def _pass_on(bot: Bot, press: ButtonPress) -> None:
    """Pass the question of a reply on to the person who looks after its section or channel."""
    reply = bot.store.reply(press.value)
    work = _PassingOn(bot, press, reply) if reply else None
    if work is None:
        bot.tell(press.queue, press.to_presser(bot.clients(press.team)), phrase_message("gone"))
    else:
        bot.asides.put(press.queue, work)


@dataclass(slots=True)
class _PassingOn:
    """Asks the owner, then says where the question was asked that it has been passed on."""

    bot: Bot
    press: ButtonPress
    reply: RecordedReply
    owner: str = ""
    message: Message | None = None  # what the owner gets
    request: Posting | None = None
    told: Posting | None = None

    @property
    def question(self) -> SlackQuestion:
        """The question that is passed on."""
        return self.reply.question

    def __call__(self) -> None:
        if self.told is None and not self._asked():
            return
        if self.told is not None:
            self._tell(self.told)

    def _asked(self) -> bool:
        """Ask the owner; return whether that worked. If not, the presser is told why."""
        client = self.bot.clients(self.press.team)
        presser = self.press.to_presser(client)
        if self.request is None:
            self.request = self._request()
        if self.request is None or self.message is None:
            code: PhraseCode = "asked_already" if self.owner else "nobody_set"
            self.bot.tell(self.press.queue, presser, phrase_message(code))
            return False
        try:
            posted = self.request()
        except Undeliverable as error:
            self.bot.store.drop_request(self.question.id)
            self.bot.tell(self.press.queue, presser, error_message(error.reference))
            return False
        kept = json.dumps({"blocks": self.message.blocks, "text": self.message.text})
        self.bot.store.note_request(self.question.id, posted.channel, posted.ts, kept)
        self.told = self._passed_on(presser)
        return True

    def _passed_on(self, presser: Send) -> Posting:
        """Return what is said where the question was asked."""
        question, client = self.question, self.bot.clients(self.press.team)
        if question.surface == "private":
            return Posting(presser, person_asked(self.owner))
        # A group's own message, with its button, is in the same thread.
        button_of = "" if self.owner.startswith("S") else question.id
        message = person_asked(self.owner, answer_id=button_of)
        return Posting(in_thread(client, question.channel, question.thread), message)

    def _tell(self, told: Posting) -> None:
        try:
            posted = told()
        except Undeliverable as error:
            _log.info("[%s] given up", error.reference)
            return
        if posted.ts:
            self.bot.store.note_told(self.question.id, posted.channel, posted.ts)

    def _request(self) -> Posting | None:
        """Return what the owner gets; None if there is no owner, or the owner got it before."""
        bot, question = self.bot, self.question
        composing, generation = bot.replying.composing, bot.serving.generation
        looked_up = self.reply.leads_on
        answer = composing.answer(generation, question) if looked_up else no_question(question.text)
        owner = self.owner = composing.owner(generation, question, answer) or ""
        if not owner or not bot.store.ask_person(question.id, owner, self.press.user, bot.clock()):
            return None
        client = bot.clients(question.team)
        everybody_sees = question.surface == "channel"
        self.message = person_request(
            answer,
            composing.shown(generation, question, answer),
            owner=owner,
            asker=self.press.user,
            permalink=_permalink(bot, question, self.press.message_ts) if everybody_sees else "",
            channel=question.channel if everybody_sees else "",
            happened=self._happened(),
        )
        if owner.startswith("S"):  # a user group is told by a mention in the thread
            return Posting(in_thread(client, question.channel, question.thread), self.message)
        return Posting(in_thread(client, owner, ""), self.message)

    def _happened(self) -> Happened:
        """Return what became of the question, as it was then: the index may have changed."""
        opinion = self.bot.store.opinion(self.question.id, self.press.user)
        return Happened(
            looked_up=self.reply.leads_on,
            answered=self.reply.answered,
            quoted=self.reply.quoted,
            verdict=opinion.verdict if opinion else "",
            comment=opinion.comment if opinion else "",
        )


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
