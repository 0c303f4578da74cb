"""Somebody asks in App Home, in its text field or by a sample question.

The reply comes as a direct message, since App Home shows nobody's answers.
"""

import re

from slack_bolt import App

from assistant.phrases.phrasebook import phrase
from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import ButtonPress, on_press
from assistant.slack.events.home.home_opened import publish_home
from assistant.slack.views.block_kit.action_ids import HOME_QUESTION, HOME_SEARCH
from assistant.slack.views.block_kit.safe_text import cut

_MOST_REPEATED = 200  # characters of the question that App Home repeats


def register(app: App, bot: Bot) -> None:
    """Listen to the text field and the buttons."""
    on_press(app, bot, re.compile(f"^{HOME_QUESTION}"), _ask)
    on_press(app, bot, HOME_SEARCH, _ask)


def _ask(bot: Bot, press: ButtonPress) -> None:
    text = press.value.strip()
    if not text:
        publish_home(bot, press.team, press.user, said=phrase("empty"))
        return
    key = f"home {press.trigger}"
    question = bot.question(
        team=press.team,
        channel=press.user,  # Slack takes a user's id for the direct message with them
        ts=key,
        thread="",
        asker=press.user,
        text=text,
        surface="direct",
    )
    if bot.replying.take(question, key):
        said = phrase("home_asked", question=cut(text, _MOST_REPEATED))
        publish_home(bot, press.team, press.user, said=said, field=question.id)
