"""All listeners, in the order in which Bolt asks them."""

from slack_bolt import App

from assistant.slack.bot import Bot
from assistant.slack.listeners import (
    ask_person,
    channel_message,
    command,
    deleted_message,
    direct_message,
    edited_message,
    everything_else,
    feedback_dialog,
    feedback_given,
    helpful,
    home,
    home_question,
    mark_answered,
    mention,
    messages_tab,
    shared_answer,
    shortcut,
    show_more,
)

# What is first that fits is run: the catch-all stands last.
_ALL = (
    mention,
    edited_message,
    deleted_message,
    direct_message,
    channel_message,
    messages_tab,
    home,
    command,
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
