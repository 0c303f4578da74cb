"""Which conversation a call means, and whether the bot may use it."""

from ..values import Channel, Message, SlackError
from ..web_api import Context


def find(context: Context, name: str = "channel") -> Channel:
    """Return the channel an argument names, if the bot's team has it.

    Raises:
        SlackError: channel_not_found; those who are not in a private channel don't find it.
    """
    channel = context.workspace.channels.get(context.text(name))
    if channel is None or channel.team != context.bot.team:
        raise SlackError("channel_not_found")
    if channel.kind != "channel" and not is_member(context, channel):
        raise SlackError("channel_not_found")
    return channel


def is_member(context: Context, channel: Channel) -> bool:
    """Whether the bot is in the channel."""
    return context.bot.bot.id in context.workspace.members[channel.id]


def to_post(context: Context) -> Channel:
    """Return the channel to post in; a user's id means the DM with that person.

    Raises:
        SlackError: channel_not_found, not_in_channel, is_archived or messages_tab_disabled.
    """
    workspace = context.workspace
    user = workspace.users.get(context.text("channel"))
    if user is not None and user.team == context.bot.team:
        channel = workspace.direct_channel(user)
    else:
        channel = find(context)
    if channel.archived:
        raise SlackError("is_archived")
    if channel.kind == "im" and not workspace.app.messages_tab:
        raise SlackError("messages_tab_disabled")
    if not is_member(context, channel) and "chat:write.public" not in context.bot.scopes:
        raise SlackError("not_in_channel")
    return channel


def message(context: Context, ts: str, channel: Channel) -> Message:
    """Return a message that everybody sees.

    Raises:
        SlackError: message_not_found.
    """
    found = context.workspace.messages.get((channel.id, ts))
    if found is None or found.seen_by:
        raise SlackError("message_not_found")
    return found
