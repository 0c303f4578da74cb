"""A message that was heard: whether it is a question for the bot, and taking it."""

from collections.abc import Mapping
from typing import Any

from assistant.asking.addressee import ASKED_ALONE, ThreadState, address_score
from assistant.slack.bot import Bot
from assistant.slack.events.messages.hearing import HeardMessage, due, seconds
from assistant.slack.replies.replying import Edited
from assistant.slack.replies.sending import in_thread
from assistant.slack.views.short_messages import phrase_message


def take_message(bot: Bot, message: HeardMessage, body: Mapping[str, Any], team: str) -> None:
    """Take a message as a question if a reply is due.

    Where people from outside can read and the bot may not answer, it says so if it is addressed.
    """
    outsiders = bool(body.get("is_ext_shared_channel"))
    channel = bot.settings.of(message.channel)
    if outsiders:
        bot.store.saw_outsiders(team, message.channel)
    state = _thread_state(bot, message, team)
    reply_due = due(message, channel.mode, in_known_thread=state is not None)
    if reply_due == "nothing":
        return
    if outsiders and channel.external == "refuse":
        if message.mentioned or message.direct:
            _refuse(bot, message, team)
        return
    question = bot.question(
        team=team,
        channel=message.channel,
        ts=message.ts,
        thread=message.thread,
        asker=message.user,
        text=message.text,
        surface="direct" if message.direct else "channel",
        insists=reply_due == "reply",
        addressed=address_score(message.text, state or ASKED_ALONE),
    )
    bot.replying.take(question, str(body.get("event_id") or f"{message.channel} {message.ts}"))


def _thread_state(bot: Bot, message: HeardMessage, team: str) -> ThreadState | None:
    """Return what went on in a message's thread before it; None if the bot has no reply there.

    The author is noted, so that the next message can be seen as part of a talk.
    """
    if not message.follows or message.direct:
        return None
    place, at = (team, message.channel, message.thread), seconds(message.ts)
    state = bot.store.thread_state(*place, message.user, at)
    if state is not None:
        bot.store.heard(*place, message.user, at)
    return state


def correct_reply(bot: Bot, message: HeardMessage, team: str) -> None:
    """Correct the reply to a message that was edited soon after it was posted.

    Where nothing may be answered any more, the reply stays as it is.
    """
    channel = bot.settings.of(message.channel)
    refuses = channel.external == "refuse" and bot.store.has_outsiders(team, message.channel)
    late = (message.edited_after or 0) > 60 * bot.settings.edit_minutes
    if late or refuses or channel.mode == "off":
        return
    reply_due = due(message, channel.mode, in_known_thread=True)
    bot.replying.edit(
        Edited(
            team=team,
            channel=message.channel,
            ts=message.ts,
            text=message.text,
            wanted=reply_due != "nothing",
            insists=reply_due == "reply",
            addressed=address_score(message.text, ASKED_ALONE),
        )
    )


def _refuse(bot: Bot, message: HeardMessage, team: str) -> None:
    """Say, once, why a message gets no answer."""
    if bot.store.first(f"refused {team} {message.channel} {message.ts}", bot.clock()):
        send = in_thread(bot.clients(team), message.channel, message.thread)
        bot.tell(f"{team}/{message.channel}", send, phrase_message("outsiders"))
