"""All listeners, in the order in which Bolt asks them."""

from slack_bolt import App

from assistant.slack.bot import Bot
from assistant.slack.events import everything_else
from assistant.slack.events.buttons import (
    ask_person,
    feedback_dialog,
    feedback_given,
    helpful,
    home_question,
    mark_answered,
    shared_answer,
    show_more,
)
from assistant.slack.events.commands import shortcut, slash_command
from assistant.slack.events.home import home_opened, messages_tab
from assistant.slack.events.messages import (
    channel_message,
    deleted_message,
    direct_message,
    edited_message,
    mention,
)

# What is first that fits is run: the catch-all stands last.
_ALL = (
    mention,
    edited_message,
    deleted_message,
    direct_message,
    channel_message,
    messages_tab,
    home_opened,
    slash_command,
    shortcut,
    helpful,
    feedback_dialog,
    feedback_given,
    show_more,
    ask_person,
    mark_answered,
    shared_answer,
    home_question,
    everything_else,
)


def register_all(app: App, bot: Bot) -> None:
    """Register every listener."""
    for listener in _ALL:
        listener.register(app, bot)
