"""chat.*: posting, changing and deleting messages."""

import json
import re

from .. import payloads
from ..values import Channel, Json, Message, SlackError, User
from ..web_api import Context, method
from ..workspace import Workspace
from . import reach
from .content import TEXT_OF_POST, TEXT_OF_UPDATE, content

_LINK = re.compile(r"https?://[^\s\"<>|\\]+")


def bot_post(workspace: Workspace, bot: User, held: Json) -> Json:
    """Return the body of a new message of our bot."""
    app: Json = {"id": workspace.app.app_id, "name": workspace.app.name}
    return {**payloads.bot_body(workspace, bot, app, str(held["text"])), **held}


def in_thread(context: Context, channel: Channel, body: Json) -> Json:
    """Return a message's body, in the thread that the call names.

    Where the thread's first message was deleted the reply goes to the channel and nobody is told
    (slack-go/slack issue 1571): only `thread_ts` is missing in the answer.

    Raises:
        SlackError: the message named is itself a reply.
    """
    thread_ts = context.text("thread_ts")
    if not thread_ts:
        return body
    parent = context.workspace.messages.get((channel.id, thread_ts))
    if parent is None or parent.seen_by:
        return body
    if parent.thread_ts != parent.ts:
        raise SlackError("cannot_reply_to_message")
    return {**body, "thread_ts": thread_ts, "parent_user_id": parent.user}


@method("chat.postMessage", scopes="chat:write", required="channel")
def post_message(context: Context) -> Json:
    channel = reach.to_post(context)
    held = content(context.block_kit, context.arguments, TEXT_OF_POST)
    for name in ("metadata", "username"):
        if context.arguments.get(name):
            held[name] = context.arguments[name]
    body = in_thread(context, channel, bot_post(context.workspace, context.bot.bot, held))
    message = Message(channel=channel, body=body, arguments=context.arguments)
    context.events.posted(context.workspace.keep(message))
    _unfurl(context, message)
    return {"channel": channel.id, "ts": message.ts, "message": message.body}


def _unfurl(context: Context, message: Message) -> None:
    """Show a preview of each link, unless the call says not to: one more event."""
    wanted = [context.arguments.get(name) for name in ("unfurl_links", "unfurl_media")]
    links = _LINK.findall(json.dumps([message.text, message.blocks]))
    if links and wanted != [False, False]:
        shown = [{"id": at, "from_url": link, "title": link} for at, link in enumerate(links, 1)]
        body = {**message.body, "attachments": shown}
        context.events.changed(context.workspace.rewrite(message, body))


@method("chat.postEphemeral", scopes="chat:write", required="channel user")
def post_ephemeral(context: Context) -> Json:
    channel = reach.to_post(context)
    user = context.text("user")
    if user not in context.workspace.members[channel.id]:
        raise SlackError("user_not_in_channel")
    held = content(context.block_kit, context.arguments, TEXT_OF_POST)
    body = in_thread(context, channel, bot_post(context.workspace, context.bot.bot, held))
    message = Message(channel=channel, body=body, seen_by=user, arguments=context.arguments)
    return {"message_ts": context.workspace.keep(message).ts}


def own(context: Context, wrong: str) -> Message:
    """Return the bot's own message that a call names.

    Raises:
        SlackError: there is none, or it is another's (`wrong`).
    """
    channel = reach.find(context)
    message = reach.message(context, context.text("ts"), channel)
    if message.user != context.bot.bot.id:
        raise SlackError(wrong)
    return message


@method("chat.update", scopes="chat:write", required="channel ts")
def update(context: Context) -> Json:
    message = own(context, "cant_update_message")
    held = content(context.block_kit, context.arguments, TEXT_OF_UPDATE)
    # Without `blocks` the old ones stay and are what is shown; an empty list takes them away
    # (slackapi/python-slack-sdk issue 523).
    kept = dict(message.body)
    if context.arguments.get("blocks") is not None:
        kept.pop("blocks", None)
    edited = {"user": context.bot.bot.id, "ts": context.workspace.new_ts()}
    message = context.workspace.rewrite(message, {**kept, **held, "edited": edited})
    context.events.changed(message)
    text = message.text
    return {"channel": message.channel.id, "ts": message.ts, "text": text, "message": message.body}


@method("chat.delete", scopes="chat:write", required="channel ts")
def delete(context: Context) -> Json:
    message = own(context, "cant_delete_message")
    context.workspace.drop(message)
    context.events.deleted(message)
    return {"channel": message.channel.id, "ts": message.ts}


@method("chat.getPermalink", required="channel message_ts")
def permalink(context: Context) -> Json:
    channel = reach.find(context)
    message = reach.message(context, context.text("message_ts"), channel)
    link = f"https://{channel.team.domain}.slack.com/archives/{channel.id}"
    link += f"/p{message.ts.replace('.', '')}"
    if message.thread_ts != message.ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}
