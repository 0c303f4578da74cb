"""What people think of an answer: "Helpful", or "Not helpful", which opens a dialog to say why."""

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import ButtonPress, on_press
from assistant.slack.views.block_kit.action_ids import FEEDBACK, HELPFUL, NOT_HELPFUL
from assistant.slack.views.feedback import feedback_modal, given_feedback
from assistant.slack.views.short_messages import phrase_message

_log = logging.getLogger(__name__)


def register(app: App, bot: Bot) -> None:
    """Listen to both buttons and the dialog."""

    def sent(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
        ack()
        try:
            feedback = given_feedback(view)
        except ValueError as error:
            _log.warning("can't read the feedback sent: %s", error)
            return
        user = str(body["user"]["id"])
        _keep(bot, feedback.answer_id, user, feedback.verdict, feedback.comment)

    on_press(app, bot, HELPFUL, _thank)
    on_press(app, bot, NOT_HELPFUL, _ask_what_is_wrong)
    app.view(FEEDBACK)(sent)


def _thank(bot: Bot, press: ButtonPress) -> None:
    _keep(bot, press.value, press.user, "helpful")
    bot.tell(press.queue, press.to_presser(bot.clients(press.team)), phrase_message("thanks"))


def _ask_what_is_wrong(bot: Bot, press: ButtonPress) -> None:
    client = bot.clients(press.team)
    dialog = feedback_modal(press.value)
    bot.do(press.queue, lambda: client.views_open(trigger_id=press.trigger, view=dialog))
    _keep(bot, press.value, press.user, "not_helpful")  # it counts even if no dialog is sent


def _keep(bot: Bot, question_id: str, user: str, verdict: str, comment: str = "") -> None:
    bot.store.give_feedback(question_id, user, verdict, comment, bot.clock())
    bot.metrics.feedback.labels(verdict).inc()
