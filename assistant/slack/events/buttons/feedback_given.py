"""Somebody says what is wrong with an answer."""

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from assistant.slack.bot import Bot
from assistant.slack.views.block_kit.action_ids import FEEDBACK
from assistant.slack.views.feedback import given_feedback

_log = logging.getLogger(__name__)


def register(app: App, bot: Bot) -> None:
    """Listen to the dialog."""

    def sent(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
        ack()
        try:
            held = given_feedback(view)
        except ValueError as error:
            _log.warning("feedback can't be read: %s", error)
            return
        user = str(body["user"]["id"])
        bot.store.give_feedback(held.answer_id, user, held.verdict, held.comment, bot.clock())
        bot.metrics.feedback.labels(held.verdict).inc()

    app.view(FEEDBACK)(sent)
