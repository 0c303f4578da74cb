"""All listeners, in the order in which Bolt tries them."""

from slack_bolt import App

from assistant.slack.bot import Bot
from assistant.slack.events import everything_else
from assistant.slack.events.buttons import (
    feedback,
    passing_on,
    sample_question,
    share,
    show_more,
    source_place,
)
from assistant.slack.events.commands import shortcut, slash_command
from assistant.slack.events.home import home_opened, messages_tab
from assistant.slack.events.messages import (
    deleted_message,
    edited_message,
    mention,
    new_message,
)

# Bolt runs the first listener that matches: the catch-all comes last.
_ALL = (
    mention,
    edited_message,
    deleted_message,
    new_message,
    messages_tab,
    home_opened,
    slash_command,
    shortcut,
    feedback,
    show_more,
    source_place,
    passing_on,
    share,
    sample_question,
    everything_else,
)


def register_all(app: App, bot: Bot) -> None:
    """Register every listener."""
    for listener in _ALL:
        listener.register(app, bot)
