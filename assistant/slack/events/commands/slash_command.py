"""`/playbook question`, `/playbook help`, `/playbook status`: only the asker sees the reply."""

from collections.abc import Mapping

from slack_bolt import Ack, App, BoltContext

from assistant.slack.bot import Bot
from assistant.slack.events.commands.status_report import status_facts
from assistant.slack.events.messages.hearing import plain_text
from assistant.slack.replies.sending import responding
from assistant.slack.setup.app_manifest import COMMAND
from assistant.slack.views.short_messages import help_message, phrase_message, status_message


def register(app: App, bot: Bot) -> None:
    """Listen to the slash command."""

    def typed(ack: Ack, command: Mapping[str, str], context: BoltContext) -> None:
        user, text = command["user_id"], plain_text(command.get("text", ""))
        send = responding(command["response_url"])
        queue = f"{context.team_id}/{user}"
        off = bot.settings.of(command["channel_id"]).mode == "off"
        if text.lower() in ("", "help"):
            bot.tell(queue, send, phrase_message("switched_off") if off else help_message())
        elif text.lower() == "status":
            allowed = user in bot.settings.admins
            told = status_message(status_facts(bot, command["channel_id"])) if allowed else None
            bot.tell(queue, send, told or phrase_message("not_allowed"))
        else:
            key = f"command {command['trigger_id']}"
            question = bot.question(
                team=context.team_id or "",
                channel=command["channel_id"],
                ts=key,
                thread=key,
                asker=user,
                text=text,
                surface="private",
                response_url=command["response_url"],
            )
            bot.replying.take(question, key)
        ack()

    app.command(COMMAND)(typed)
