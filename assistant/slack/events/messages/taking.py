"""A message that was heard: whether it is a question for the bot, and taking it."""

from collections.abc import Mapping
from typing import Any

from assistant.slack.bot import Bot
from assistant.slack.events.messages.hearing import HeardMessage, due
from assistant.slack.replies.sending import in_thread
from assistant.slack.views.short_messages import phrase_message


def take_message(bot: Bot, held: HeardMessage, body: Mapping[str, Any], team: str) -> None:
    """Take a message if a reply is due to it.

    Where people from outside read along, and may not, the asker is told so instead.
    """
    outsiders = bool(body.get("is_ext_shared_channel"))
    channel = bot.settings.of(held.channel)
    if outsiders:
        bot.store.saw_outsiders(team, held.channel)
    known = held.follows and bot.store.knows_thread(team, held.channel, held.thread)
    spoken = due(held, channel.mode, in_known_thread=known)
    if spoken == "nothing":
        return
    if outsiders and channel.external == "refuse":
        if held.mentioned or held.direct:
            _refuse(bot, held, team)
        return
    question = bot.question(
        team=team,
        channel=held.channel,
        ts=held.ts,
        thread=held.thread,
        asker=held.user,
        text=held.text,
        surface="direct" if held.direct else "channel",
        insists=spoken == "reply",
    )
    bot.replying.take(question, str(body.get("event_id") or f"{held.channel} {held.ts}"))


def correct_reply(bot: Bot, held: HeardMessage, team: str) -> None:
    """Correct the reply to a message that was edited shortly after it was posted."""
    if (held.edited_after or 0) <= 60 * bot.settings.edit_minutes:
        bot.replying.edit(team, held.channel, held.ts, held.text)


def _refuse(bot: Bot, held: HeardMessage, team: str) -> None:
    """Say once to a message why it gets no answer."""
    if bot.store.first(f"refused {team} {held.channel} {held.ts}", bot.clock()):
        send = in_thread(bot.clients(team), held.channel, held.thread)
        bot.tell(f"{team}/{held.channel}", send, phrase_message("outsiders"))
