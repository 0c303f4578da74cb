"""conversations.*: what a channel is, who is in it and what was said."""

from ..values import Channel, Json, Message, SlackError
from ..web_api import Context, method
from . import reach

_READ = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


def _need(context: Context, channel: Channel, right: str) -> None:
    """Check the scope that the channel's kind asks for.

    Raises:
        SlackError: missing_scope.
    """
    needed = f"{_READ[channel.kind]}:{right}"
    if needed not in context.bot.scopes:
        raise SlackError("missing_scope", needed=needed, provided=",".join(context.bot.scopes))


def described(context: Context, channel: Channel) -> Json:
    """Return a channel as conversations.info describes it."""
    if channel.kind == "im":
        other = context.workspace.members[channel.id] - {context.bot.bot.id}
        return {
            "id": channel.id,
            "is_im": True,
            "user": next(iter(other), ""),
            "is_archived": False,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "channel",
        "is_archived": channel.archived,
        "is_member": reach.is_member(context, channel),
        "is_shared": channel.shared,
        "is_ext_shared": channel.shared,
        "is_org_shared": False,
        "context_team_id": channel.team.id,
        "num_members": len(context.workspace.members[channel.id]),
    }


@method("conversations.info", required="channel")
def info(context: Context) -> Json:
    channel = reach.find(context)
    _need(context, channel, "read")
    return {"channel": described(context, channel)}


@method("conversations.members", required="channel")
def members(context: Context) -> Json:
    channel = reach.find(context)
    _need(context, channel, "read")
    found = sorted(context.workspace.members[channel.id])
    return {"members": found, "response_metadata": {"next_cursor": ""}}


@method("conversations.open", scopes="im:write")
def open_direct(context: Context) -> Json:
    user = context.workspace.users.get(context.text("users"))
    if user is None:
        raise SlackError("user_not_found" if context.text("users") else "users_list_not_supplied")
    return {"channel": {"id": context.workspace.direct_channel(user).id}}


def _page(context: Context, messages: list[Message], newest_first: bool) -> Json:
    oldest, latest = context.text("oldest") or "0", context.text("latest") or "9"
    given = (float(oldest), float(latest) if context.text("latest") else float("inf"))
    kept = [message for message in messages if given[0] <= float(message.ts) <= given[1]]
    kept.sort(key=lambda message: message.ts, reverse=newest_first)
    limit = int(context.text("limit") or 100)
    bodies = [message.body for message in kept[:limit]]
    return {"messages": bodies, "has_more": len(kept) > limit}


@method("conversations.history", required="channel")
def history(context: Context) -> Json:
    channel = reach.find(context)
    _need(context, channel, "history")
    if not reach.is_member(context, channel):
        raise SlackError("not_in_channel")
    said = context.workspace.in_channel(channel)
    top = [message for message in said if message.thread_ts == message.ts]
    return _page(context, top, newest_first=True)


@method("conversations.replies", required="channel ts")
def replies(context: Context) -> Json:
    channel = reach.find(context)
    _need(context, channel, "history")
    if not reach.is_member(context, channel):
        raise SlackError("not_in_channel")
    said = context.workspace.in_channel(channel)
    thread = [message for message in said if message.thread_ts == context.text("ts")]
    if not thread:
        raise SlackError("thread_not_found")
    return _page(context, thread, newest_first=False)
