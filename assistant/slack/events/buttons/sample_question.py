"""Somebody chooses a sample question in App Home: the reply comes as a direct message."""

import re

from slack_bolt import App

from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import ButtonPress, on_press
from assistant.slack.views.block_kit.action_ids import HOME_QUESTION


def register(app: App, bot: Bot) -> None:
    """Listen to the buttons."""
    on_press(app, bot, re.compile(f"^{HOME_QUESTION}"), _ask)


def _ask(bot: Bot, press: ButtonPress) -> None:
    key = f"home {press.trigger}"
    question = bot.question(
        team=press.team,
        channel=press.user,  # Slack takes a user's id for the direct message with them
        ts=key,
        thread="",
        asker=press.user,
        text=press.value,
        surface="direct",
    )
    bot.replying.take(question, key)
