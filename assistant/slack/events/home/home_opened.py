"""Somebody opens App Home."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext

from assistant.slack.bot import Bot
from assistant.slack.views.home import home_content, home_view


def _is_home(event: Mapping[str, Any]) -> bool:
    return event.get("tab") == "home"


def register(app: App, bot: Bot) -> None:
    """Listen to `app_home_opened` of the home tab."""

    def opened(event: Mapping[str, Any], context: BoltContext) -> None:
        team, user = context.team_id or "", str(event["user"])
        generation, client = bot.serving.generation, bot.clients(team)
        dates, keep_days = generation.manifest.dates, bot.settings.keep_days
        view = home_view(home_content(generation.passages, dates, keep_days=keep_days))
        bot.do(f"{team}/{user}", lambda: client.views_publish(user_id=user, view=view))

    app.event("app_home_opened", matchers=[_is_home])(opened)
