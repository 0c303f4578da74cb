"""Whoever was asked marks a question as answered: its asker gets the answer, or hears that it is.

The button opens a dialog for the answer or a link to it. Only those who were asked, and whoever
asked, may press it.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk.errors import SlackApiError

from assistant.phrases.codes import PhraseCode
from assistant.phrases.phrasebook import phrase
from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import ButtonPress, on_press
from assistant.slack.memory.slack_question import PersonAsked, SlackQuestion
from assistant.slack.replies.delivery import Posting, Undeliverable
from assistant.slack.replies.sending import in_place_of, in_thread
from assistant.slack.views.block_kit.action_ids import (
    CLOSE_REQUEST,
    DESK_ANSWER,
    MARK_ANSWERED,
)
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.desk_dialog import DeskAnswer, desk_dialog, given_answer
from assistant.slack.views.person import person_answered, person_asked, request_closed
from assistant.slack.views.short_messages import phrase_message

_log = logging.getLogger(__name__)


def register(app: App, bot: Bot) -> None:
    """Listen to the button and the dialog."""

    def sent(
        ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any], context: BoltContext
    ) -> None:
        try:
            given = given_answer(view)
        except ValueError as error:
            ack()
            _log.warning("can't read the answer sent: %s", error)
            return
        user = str(body["user"]["id"])
        gone = bot.store.reply(given.answer_id) is None
        if gone or not bot.store.close_request(given.answer_id, user):
            # What was typed stays in the dialog.
            refusal = phrase("desk_gone" if gone else "closed_already")
            ack(response_action="errors", errors={DESK_ANSWER: refusal})
            return
        ack()
        _close(bot, context.team_id or "", user, given)

    on_press(app, bot, MARK_ANSWERED, _ask)
    app.view(CLOSE_REQUEST)(sent)


def _ask(bot: Bot, press: ButtonPress) -> None:
    """Open the dialog, or say why it does not open."""
    reply, request = bot.store.reply(press.value), bot.store.person_asked(press.value)
    refusal: PhraseCode | None = "closed_already" if request and request.answered_by else None
    if reply is None or request is None or refusal:
        send = press.to_presser(bot.clients(press.team))
        bot.tell(press.queue, send, phrase_message(refusal or "desk_gone"))
    else:
        bot.asides.put(press.queue, _Opening(bot, press, request, reply.question))


@dataclass(slots=True)
class _Opening:
    """Opens the dialog for those who may close the request; everybody else is told why not."""

    bot: Bot
    press: ButtonPress
    request: PersonAsked
    question: SlackQuestion

    def __call__(self) -> None:
        press, client = self.press, self.bot.clients(self.press.team)
        refusal = self._refusal()
        if refusal is None:
            if not self.request.ts:  # an older version of the bot posted it
                shown = {"blocks": press.message.get("blocks"), "text": press.message.get("text")}
                place = (press.channel, press.message_ts)
                self.bot.store.note_request(press.value, *place, json.dumps(shown))
            try:
                client.views_open(trigger_id=press.trigger, view=desk_dialog(press.value))
                return
            except (SlackApiError, OSError) as error:
                _log.warning("the dialog of a request did not open: %s", error)
                refusal = "desk_no_dialog"
        self.bot.tell(press.queue, press.to_presser(client), phrase_message(refusal))

    def _refusal(self) -> PhraseCode | None:
        owner, user = self.request.owner, self.press.user
        if user in (owner, self.request.asker, self.question.asker):
            return None
        if owner.startswith("S"):
            return self._refusal_by_group(owner, user)
        # Only the owner's channel sees the owner's message; the thread's button is the asker's.
        return None if self.press.channel == owner else "desk_elsewhere"

    def _refusal_by_group(self, group: str, user: str) -> PhraseCode | None:
        try:
            found = self.bot.clients(self.press.team).usergroups_users_list(usergroup=group)
        except (SlackApiError, OSError) as error:
            _log.warning("can't find out who is in the user group %s: %s", group, error)
            return "desk_unknown"
        return None if user in (found.get("users") or []) else "desk_only"


def _close(bot: Bot, team: str, user: str, given: DeskAnswer) -> None:
    """Tell the asker; then the owner's message says who answered."""
    reply, request = bot.store.reply(given.answer_id), bot.store.person_asked(given.answer_id)
    if reply is None or request is None:
        return
    question, client = reply.question, bot.clients(team)
    if question.surface == "private":  # there is no thread
        told = person_answered(user, given.words, asked=question.text)
        posting = Posting(in_thread(client, request.asker or question.asker, ""), told)
    else:
        told = person_answered(user, given.words)
        posting = Posting(in_thread(client, question.channel, question.thread), told)
    bot.asides.put(f"{team}/{user}", _Telling(bot, team, user, given, request, posting))


@dataclass(slots=True)
class _Telling:
    """Posts the answer; if it can't be posted, whoever gave it is told, and may try again."""

    bot: Bot
    team: str
    user: str
    given: DeskAnswer
    request: PersonAsked
    posting: Posting

    def __call__(self) -> None:
        client, queue = self.bot.clients(self.team), f"{self.team}/{self.user}"
        try:
            self.posting()
        except Undeliverable as error:
            self.bot.store.reopen_request(self.given.answer_id)
            sorry = phrase_message("desk_undelivered", reference=error.reference)
            self.bot.tell(queue, in_thread(client, self.user, ""), sorry)
            return
        shown = json.loads(self.request.message or "{}")
        message = Message(
            blocks=tuple(shown.get("blocks") or ()), text=str(shown.get("text") or "")
        )
        send = in_place_of(client, self.request.channel, self.request.ts)
        self.bot.tell(queue, send, request_closed(message, by=self.user))
        if self.request.told_ts:  # its button goes
            send = in_place_of(client, self.request.told_channel, self.request.told_ts)
            self.bot.tell(queue, send, person_asked(self.request.owner))
