"""Somebody wants to see more of a section: the whole of it, for that person alone."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import read_press
from assistant.slack.replies.channel_answer import section_of
from assistant.slack.views.block_kit.action_ids import MORE
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.short_messages import phrase_message
from assistant.slack.views.whole_section import section_messages


def register(app: App, bot: Bot) -> None:
    """Listen to the button."""

    def chosen(ack: Ack, body: Mapping[str, Any], context: BoltContext) -> None:
        ack()
        held = read_press(body, context.team_id or "")
        send = held.to_presser(bot.clients(held.team))
        bot.tell(held.lane, send, *_messages(bot, held.value))

    app.action(MORE)(chosen)


def _messages(bot: Bot, question: str) -> list[Message]:
    reply, generation = bot.store.reply(question), bot.serving.generation
    passages = section_of(generation, reply.passages[0]) if reply and reply.passages else []
    if not passages:
        return [phrase_message("gone")]
    return section_messages(passages)
