"""oauth.v2.access: a code, or a refresh token, for a bot token."""

import secrets
import time

from ..values import Json, SlackError
from ..web_api import Context, method
from ..workspace import Installation

TOKEN_LIVES = 43_200  # seconds ("Using token rotation", docs.slack.dev)


@method("oauth.v2.access", caller="anyone")
def access(context: Context) -> Json:
    app = context.workspace.app
    if context.text("client_id") != app.client_id:
        raise SlackError("invalid_client_id")
    if context.text("client_secret") != app.client_secret:
        raise SlackError("bad_client_secret")
    refreshing = context.text("grant_type") == "refresh_token"
    installed = _refreshed(context) if refreshing else _installed(context)
    granted: Json = {
        "access_token": installed.token,
        "token_type": "bot",
        "scope": ",".join(installed.scopes),
        "bot_user_id": installed.bot.id,
        "app_id": app.app_id,
        "team": {"id": installed.team.id, "name": installed.team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if not refreshing:
        granted["authed_user"] = {"id": installed.installer}
    if installed.refresh_token:
        granted |= {"refresh_token": installed.refresh_token, "expires_in": TOKEN_LIVES}
    return granted


def rotate(installed: Installation) -> None:
    """Give an installation a token that expires, and one to renew it with."""
    installed.token = f"xoxe.xoxb-1-{secrets.token_hex(40)}"
    installed.refresh_token = f"xoxe-1-{secrets.token_hex(40)}"
    installed.expires_at = time.time() + TOKEN_LIVES


def _refreshed(context: Context) -> Installation:
    for installed in context.workspace.installations.values():
        if installed.refresh_token and installed.refresh_token == context.text("refresh_token"):
            rotate(installed)
            return installed
    raise SlackError("invalid_refresh_token")


def _installed(context: Context) -> Installation:
    team = context.workspace.codes.pop(context.text("code"), None)
    if team is None:
        raise SlackError("invalid_code")
    installed = context.workspace.installations[team.id]
    installed.revoked = False
    if context.workspace.app.rotating:
        rotate(installed)
    return installed
