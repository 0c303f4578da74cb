"""Acknowledges whatever else Slack sends; otherwise Slack would send it three more times."""

import re

from slack_bolt import Ack, App

from assistant.slack.bot import Bot

_ANY = re.compile(".*", re.DOTALL)


def register(app: App, bot: Bot) -> None:  # noqa: ARG001 - registered as all the others are
    """Listen to everything."""

    def ignored() -> None:
        pass

    def acknowledged(ack: Ack) -> None:
        ack()

    app.event(_ANY)(ignored)
    for kind in (app.action, app.view, app.view_closed, app.shortcut, app.command, app.options):
        kind(_ANY)(acknowledged)
