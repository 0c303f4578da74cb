"""Somebody opens App Home, or asks a question in it: the view is published."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext

from assistant.phrases.phrasebook import phrase
from assistant.slack.bot import Bot
from assistant.slack.views.home import home_content, home_view


def _is_home(event: Mapping[str, Any]) -> bool:
    return event.get("tab") == "home"


def register(app: App, bot: Bot) -> None:
    """Listen to `app_home_opened` of the home tab."""

    def opened(event: Mapping[str, Any], context: BoltContext) -> None:
        publish_home(bot, context.team_id or "", str(event["user"]))

    app.event("app_home_opened", matchers=[_is_home])(opened)


def publish_home(bot: Bot, team: str, user: str, *, said: str = "", field: str = "") -> None:
    """Publish App Home for somebody; `said` and `field` are as `home_view` says.

    Where direct messages are switched off it says so, since nothing that is asked here is answered.
    While the sample questions are still being looked for, it is published without them first.
    """
    generation, client = bot.serving.generation, bot.clients(team)
    off = bot.settings.default.mode == "off"
    told = phrase("switched_off") if off else said

    def publish(questions: tuple[str, ...]) -> None:
        content = home_content(
            generation.passages,
            generation.manifest.dates,
            keep_days=bot.settings.keep_days,
            questions=questions,
            from_log=bot.samples.from_log,
        )
        view = home_view(content, said=told, field=field)
        bot.do(f"{team}/{user}", lambda: client.views_publish(user_id=user, view=view))

    if not bot.samples.known(generation):
        publish(())
    bot.samples.when_known(generation, team, publish)
