"""auth.*, apps.*, api.test and blocks.validate."""

from ..values import Json, SlackError
from ..web_api import Context, method


@method("api.test", caller="anyone")
def api_test(context: Context) -> Json:
    return {"args": dict(context.arguments)}


@method("auth.test")
def auth_test(context: Context) -> Json:
    bot = context.bot.bot
    return {
        "url": f"https://{bot.team.domain}.slack.com/",
        "team": bot.team.name,
        "user": bot.name,
        "team_id": bot.team.id,
        "user_id": bot.id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": False,
    }


@method("auth.revoke")
def auth_revoke(context: Context) -> Json:
    test = bool(context.arguments.get("test"))
    context.bot.revoked = context.bot.revoked or not test
    return {"revoked": not test}


@method("apps.connections.open", caller="app")
def connections_open(context: Context) -> Json:
    if not context.workspace.app.socket_mode:
        raise SlackError("socket_mode_not_enabled")
    ticket = context.sockets.ticket()
    host = context.base.removeprefix("http://")
    return {"url": f"ws://{host}/link/?ticket={ticket}&app_id={context.workspace.app.app_id}"}


@method("blocks.validate", required="blocks")
def blocks_validate(context: Context) -> Json:
    wrong = context.block_kit.message(context.arguments["blocks"])
    if wrong:
        raise SlackError.because("invalid_blocks", *wrong)
    return {}
