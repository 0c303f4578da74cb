"""Somebody opens the direct message or the agent view: they are shown questions to try."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext

from assistant.slack.bot import Bot
from assistant.slack.views.prompts import suggested_prompts


def _is_messages(event: Mapping[str, Any]) -> bool:
    return event.get("tab") == "messages"


def register(app: App, bot: Bot) -> None:
    """Listen to `app_home_opened` of the messages tab."""

    def opened(event: Mapping[str, Any], context: BoltContext) -> None:
        team, channel = context.team_id or "", str(event["channel"])
        call = bot.clients(team).assistant_threads_setSuggestedPrompts

        def suggest(questions: tuple[str, ...]) -> None:
            prompts = suggested_prompts(questions)
            if prompts:
                bot.do(f"{team}/{channel}", lambda: call(channel_id=channel, prompts=prompts))

        if bot.settings.default.mode != "off":
            bot.samples.when_known(bot.serving.generation, team, suggest)

    app.event("app_home_opened", matchers=[_is_messages])(opened)
