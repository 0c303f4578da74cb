"""users.*, usergroups.*, team.*, bots.* and reactions.*."""

from ..values import Json, SlackError
from ..web_api import Context, method
from . import reach


@method("users.info", scopes="users:read", required="user")
def users_info(context: Context) -> Json:
    user = context.workspace.users.get(context.text("user"))
    if user is None or user.team != context.bot.team:
        raise SlackError("user_not_found")
    return {
        "user": {
            "id": user.id,
            "team_id": user.team.id,
            "name": user.name,
            "real_name": user.name.title(),
            "deleted": user.deleted,
            "is_bot": bool(user.bot_id),
            "tz": "America/New_York",
            "profile": {"real_name": user.name.title(), "display_name": user.name},
        }
    }


@method("usergroups.list", scopes="usergroups:read")
def usergroups_list(context: Context) -> Json:
    """Leave out disabled groups unless they are asked for, as Slack does."""
    everyone = bool(context.arguments.get("include_disabled"))
    counted = bool(context.arguments.get("include_count"))
    held = [group for group in context.workspace.groups.values() if group.team == context.bot.team]
    return {
        "usergroups": [
            {
                "id": group.id,
                "team_id": group.team.id,
                "is_usergroup": True,
                "name": group.handle.title(),
                "handle": group.handle,
                "date_delete": 1700000000 if group.disabled else 0,
                **({"user_count": len(group.members)} if counted else {}),
            }
            for group in held
            if everyone or not group.disabled
        ]
    }


@method("usergroups.users.list", scopes="usergroups:read", required="usergroup")
def usergroups_users_list(context: Context) -> Json:
    group = context.workspace.groups.get(context.text("usergroup"))
    if group is None or group.team != context.bot.team:
        raise SlackError("no_such_subteam")
    return {"users": [] if group.disabled else list(group.members)}


@method("team.info", scopes="team:read")
def team_info(context: Context) -> Json:
    team = context.bot.team
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain}}


@method("bots.info", scopes="users:read")
def bots_info(context: Context) -> Json:
    for user in context.workspace.users.values():
        if user.bot_id and user.bot_id == (context.text("bot") or context.bot.bot.bot_id):
            app_id = context.workspace.app.app_id
            held = {"id": user.bot_id, "user_id": user.id, "name": user.name, "app_id": app_id}
            return {"bot": {**held, "deleted": False, "updated": 1700000000}}
    raise SlackError("bot_not_found")


@method("reactions.add", scopes="reactions:write", required="channel name timestamp")
def reactions_add(context: Context) -> Json:
    channel = reach.find(context)
    message = reach.message(context, context.text("timestamp"), channel)
    made: Json = {"channel": channel.id, "ts": message.ts, "name": context.text("name")}
    if made in context.workspace.reactions:
        raise SlackError("already_reacted")
    context.workspace.reactions.append(made)
    return {}
