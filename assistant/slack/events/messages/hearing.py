"""A message event -> what was said to whom, and whether a reply is due; pure functions.

Slack also reports bots, joins, edits, the bot's own posts and unfurled links; none of these is a
question.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from assistant.asking.addressee import may_be_told_no
from assistant.asking.typed_text import clean
from assistant.english.closed_words import AUXILIARIES, QUESTION_WORDS, is_small_talk, words
from assistant.english.question_grammar import ASKS_FOR
from assistant.slack.setup.settings import Mode

Event = Mapping[str, Any]  # Slack's own JSON

# A person's message has no subtype, unless it comes with a file or is a reply in a thread that is
# also shown in the channel ("Message events", docs.slack.dev).
_BY_PEOPLE = frozenset({None, "", "file_share", "thread_broadcast"})
_SLACKBOT = "USLACKBOT"
# Mentions, links and channels as Slack writes them into a text ("Formatting message text").
_MARKUP = re.compile(r"<([@#!]?)([^<>|]{1,3000})(?:\|([^<>]{0,3000}))?>")
_ASKS = QUESTION_WORDS | AUXILIARIES

# "answer": only if there is one, and it seems to be meant for the bot.
Due = Literal["reply", "answer", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardMessage:
    """What a person wrote."""

    channel: str
    ts: str
    thread: str  # ts of the thread's first message, which may be this one
    user: str
    text: str  # plain: without mentions, each link as its words
    direct: bool  # in a direct message or the agent view
    mentioned: bool  # the bot is mentioned
    calls_others: bool  # it mentions a person, a group or everybody, apart from the bot
    edited_after: float | None = None  # seconds since it was posted, by Slack's clock

    @property
    def follows(self) -> bool:
        """Whether it replies in a thread."""
        return self.thread != self.ts


def heard_message(event: Event, bot_user: str) -> HeardMessage | None:
    """Return what a `message` or `app_mention` event says; None if it is not a person's message."""
    user = event.get("user")
    if event.get("subtype") not in _BY_PEOPLE or not _is_person(event, user, bot_user):
        return None
    ts, channel = str(event.get("ts") or ""), str(event.get("channel") or "")
    if not ts or not channel:
        return None
    written = str(event.get("text") or "")
    called = [found[2] for found in _MARKUP.finditer(written) if found[1] in ("@", "!")]
    return HeardMessage(
        channel=channel,
        ts=ts,
        thread=str(event.get("thread_ts") or ts),
        user=str(user),
        text=plain_text(written),
        direct=event.get("channel_type") == "im" or channel.startswith("D"),
        mentioned=event.get("type") == "app_mention" or bot_user in called,
        calls_others=any(who != bot_user for who in called),
        edited_after=_edited_after(event, ts),
    )


def edited_message(event: Event, bot_user: str) -> HeardMessage | None:
    """Return a message as it is after a `message_changed` event; None if its words are the same.

    Slack also sends this event when a link is unfurled or somebody replies in the thread.
    """
    now, before = event.get("message"), event.get("previous_message")
    if not isinstance(now, Mapping) or not isinstance(before, Mapping):
        return None
    if now.get("text") == before.get("text") or not isinstance(now.get("edited"), Mapping):
        return None
    place = {"channel": event.get("channel"), "channel_type": event.get("channel_type")}
    return heard_message({**now, **place, "type": "message"}, bot_user)


def _is_person(event: Event, user: object, bot_user: str) -> bool:
    by_bot = event.get("bot_id") or event.get("bot_profile") or event.get("hidden")
    return bool(user) and not by_bot and user not in (bot_user, _SLACKBOT)


def _edited_after(event: Event, ts: str) -> float | None:
    edit = event.get("edited")
    return seconds(edit.get("ts")) - seconds(ts) if isinstance(edit, Mapping) else None


def seconds(ts: object) -> float:
    """Return a message's ts as seconds since 1970; 0 if it is none."""
    try:
        return float(str(ts))
    except ValueError:
        return 0.0


def plain_text(text: str) -> str:
    """Return a message's text as it was typed: Slack's escapes undone, mentions left out."""

    def shown(markup: re.Match[str]) -> str:
        kind, target, label = markup.groups()
        if kind in ("@", "!"):
            return " "
        return str(label or ("" if kind == "#" else target.removeprefix("mailto:")))

    return html.unescape(_MARKUP.sub(shown, text)).strip()


def asks(text: str) -> bool:
    """Return whether a message, where people talk to each other, reads as a question in English."""
    if is_small_talk(text):
        return False
    typed = words(text)
    first = typed[0] if typed else ""
    goes_on = first in ("and", "but", "so", "or") and len(typed) > 1 and typed[1] in _ASKS | {"for"}
    asked = "?" in text or first in _ASKS or bool(ASKS_FOR.match(" ".join(typed)))
    return asked or goes_on


def due(message: HeardMessage, mode: Mode, *, in_known_thread: bool) -> Due:
    """Return what a message is due: nobody gets a reply who has not asked for one.

    `in_known_thread` is whether the bot has replied in the message's thread before. An "answer" is
    due only if `asking.addressee` finds that the message is meant for the bot.
    """
    if mode == "off":
        return "nothing"
    if message.direct or message.mentioned:
        return "reply"
    if message.calls_others or is_small_talk(clean(message.text)):
        return "nothing"
    if message.follows:
        return "answer" if in_known_thread else "nothing"
    if mode == "mention" or not asks(message.text):
        return "nothing"
    return "reply" if mode == "every question" and may_be_told_no(message.text) else "answer"
