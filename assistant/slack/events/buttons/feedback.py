"""What people think of an answer: "Helpful", or "Not helpful", which opens a dialog to say why.

"Not helpful" counts when the dialog is sent: pressing the button and cancelling counts as nothing.
"""

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import ButtonPress, on_press
from assistant.slack.replies.delivery import Send
from assistant.slack.replies.sending import responding, to_one
from assistant.slack.views.block_kit.action_ids import FEEDBACK, HELPFUL, NOT_HELPFUL, RATE
from assistant.slack.views.feedback import PressedAt, feedback_modal, given_feedback
from assistant.slack.views.reply_buttons import rating
from assistant.slack.views.short_messages import phrase_message

_log = logging.getLogger(__name__)


def register(app: App, bot: Bot) -> None:
    """Listen to the feedback buttons, to the two buttons of older replies, and to the dialog."""

    def sent(
        ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any], context: BoltContext
    ) -> None:
        ack()
        _take(bot, context.team_id or "", str(body["user"]["id"]), view)

    on_press(app, bot, RATE, _rate)
    on_press(app, bot, HELPFUL, lambda bot, press: _helpful(bot, press, press.value))
    on_press(app, bot, NOT_HELPFUL, lambda bot, press: _ask_why(bot, press, press.value))
    app.view(FEEDBACK)(sent)


def _rate(bot: Bot, press: ButtonPress) -> None:
    rated = rating(press.value)
    (_helpful if rated.helpful else _ask_why)(bot, press, rated.answer_id)


def _helpful(bot: Bot, press: ButtonPress, answer_id: str) -> None:
    kept = _keep(bot, answer_id, press.user, "helpful")
    _reply(bot, press.queue, press.to_presser(bot.clients(press.team)), kept=kept)


def _ask_why(bot: Bot, press: ButtonPress, answer_id: str) -> None:
    client = bot.clients(press.team)
    if bot.store.reply(answer_id) is None:
        _reply(bot, press.queue, press.to_presser(client), kept=False)
        return
    pressed = PressedAt(
        channel=press.channel,
        thread=press.thread,
        response_url=press.response_url if press.private else "",
    )
    dialog = feedback_modal(answer_id, pressed, keep_days=bot.settings.keep_days)
    bot.do(press.queue, lambda: client.views_open(trigger_id=press.trigger, view=dialog))


def _take(bot: Bot, team: str, user: str, view: Mapping[str, Any]) -> None:
    """Keep what was sent with the dialog, and thank for it where the button was pressed."""
    try:
        feedback = given_feedback(view)
    except ValueError as error:
        _log.warning("can't read the feedback sent: %s", error)
        return
    kept = _keep(bot, feedback.answer_id, user, feedback.verdict, feedback.comment)
    pressed = feedback.pressed
    if pressed.response_url:
        send = responding(pressed.response_url)
    else:
        send = to_one(bot.clients(team), pressed.channel, pressed.thread, user)
    _reply(bot, f"{team}/{user}", send, kept=kept)


def _reply(bot: Bot, queue: str, send: Send, *, kept: bool) -> None:
    """Thank for feedback, or say that there is no answer any more to keep it with."""
    days = str(bot.settings.keep_days)
    bot.tell(queue, send, phrase_message("thanks", days=days) if kept else phrase_message("gone"))


def _keep(bot: Bot, question_id: str, user: str, verdict: str, comment: str = "") -> bool:
    """Keep feedback with its answer; return False if the answer is forgotten."""
    if bot.store.reply(question_id) is None:
        return False
    bot.store.give_feedback(question_id, user, verdict, comment, bot.clock())
    bot.metrics.feedback.labels(verdict).inc()
    return True
