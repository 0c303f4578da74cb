"""What people write in channels, and what happens to it: the events that follow."""

from dataclasses import dataclass, replace

from . import payloads
from .events import Events
from .values import Channel, Json, Message, User
from .workspace import Workspace


@dataclass(kw_only=True, eq=False, repr=False)  # no slots: several such are one object
class Speaking:
    """People and other bots in channels; every method returns what is there afterwards."""

    workspace: Workspace
    events: Events

    def say(
        self,
        channel: Channel,
        user: User,
        text: str,
        *,
        thread_ts: str = "",
        mention: bool = False,
        subtype: str = "",
        **more: object,
    ) -> Message:
        """Post as a person (or another app's bot); `mention` puts the bot's name in front."""
        with self.workspace.change():
            if mention:
                bot = self.workspace.installations[channel.team.id].bot
                text = f"{bot.mention} {text}"
            body = self._body(user, text)
            if thread_ts:
                parent = self.workspace.messages[channel.id, thread_ts]
                body |= {"thread_ts": thread_ts, "parent_user_id": parent.user}
            if subtype:
                body["subtype"] = subtype
            if subtype.startswith("channel_"):  # Slack's own lines: nobody typed them
                del body["blocks"], body["client_msg_id"]
            message = self.workspace.keep(Message(channel=channel, body={**body, **more}))
            self.events.posted(message)
            return message

    def _body(self, user: User, text: str) -> Json:
        if user.bot_id:
            app: Json = {"id": f"A{user.bot_id[1:]}", "name": user.name}
            return payloads.bot_body(self.workspace, user, app, text)
        return payloads.text_body(self.workspace, user, text)

    def dm(self, user: User, text: str, *, thread_ts: str = "") -> Message:
        """Write to the bot directly."""
        with self.workspace.change():
            channel = self.workspace.direct_channel(user)
        return self.say(channel, user, text, thread_ts=thread_ts)

    def edit(self, message: Message, text: str) -> Message:
        """Let the author change the text."""
        with self.workspace.change():
            now = self.workspace.messages[message.channel.id, message.ts]
            edited = {"user": now.user, "ts": self.workspace.new_ts()}
            section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
            blocks = [{"type": "rich_text", "block_id": "edit", "elements": [section]}]
            body = {**now.body, "text": text, "blocks": blocks, "edited": edited}
            message = self.workspace.rewrite(now, body)
            self.events.changed(message)
            return message

    def delete(self, message: Message) -> None:
        """Let the author delete it."""
        with self.workspace.change():
            now = self.workspace.messages[message.channel.id, message.ts]
            self.workspace.drop(now)
            self.events.deleted(now)

    def unfurl(self, message: Message, url: str) -> Message:
        """Show a preview under a message: `message_changed`, though nobody edited."""
        preview = {"id": 1, "from_url": url, "original_url": url, "fallback": url, "title": url}
        return self._touch(message, attachments=[preview])

    def count_replies(self, message: Message) -> Message:
        """Write the number of replies into a thread's first message: `message_changed` again."""
        with self.workspace.lock:
            thread = self.thread(message.channel, message.ts)[1:]
            writers = sorted({reply.user for reply in thread})
            last = thread[-1].ts if thread else message.ts
        return self._touch(
            message,
            thread_ts=message.ts,
            reply_count=len(thread),
            reply_users=writers,
            reply_users_count=len(writers),
            latest_reply=last,
        )

    def _touch(self, message: Message, **more: object) -> Message:
        with self.workspace.change():
            now = self.workspace.messages[message.channel.id, message.ts]
            message = self.workspace.rewrite(now, {**now.body, **more})
            self.events.changed(message)
            return message

    def thread(self, channel: Channel, ts: str) -> list[Message]:
        """Return a thread's messages, the first one included, in order."""
        with self.workspace.lock:
            said = self.workspace.in_channel(channel)
            return [message for message in said if message.thread_ts == ts]

    def join(self, channel: Channel, user: User) -> Message:
        """Enter a channel: Slack writes a line about it (subtype channel_join)."""
        with self.workspace.change():
            self.workspace.members[channel.id].add(user.id)
        return self.say(
            channel,
            user,
            f"{user.mention} has joined the channel",
            subtype="channel_join",
            inviter=user.id,
        )

    def leave(self, channel: Channel, user: User) -> None:
        """Go out of a channel, or take the bot out of it."""
        with self.workspace.change():
            self.workspace.members[channel.id].discard(user.id)

    def archive(self, channel: Channel) -> Channel:
        """Archive a channel: nobody posts there any more."""
        with self.workspace.change():
            archived = replace(channel, archived=True)
            self.workspace.channels[channel.id] = archived
            return archived
