"""Who and what there is: teams, people, channels, and where the app is installed."""

import os
from dataclasses import dataclass, replace

from .values import Channel, Group, Team, User
from .workspace import Installation, Workspace


@dataclass(kw_only=True, eq=False, repr=False)  # no slots: several such are one object
class Peopling:
    """Adds to the workspace; `team` is the first team, meant wherever no other is named."""

    workspace: Workspace
    team: Team

    def new_team(self, name: str) -> Team:
        """Add a workspace."""
        with self.workspace.change():
            team = Team(id=self.workspace.new_id("T"), domain=name, name=name.title())
            self.workspace.teams[team.id] = team
            return team

    def install(self, team: Team, scopes: tuple[str, ...] | None = None) -> Team:
        """Install the app in a workspace."""
        bot = self.user(self.workspace.app.name, team=team, bot=True)
        with self.workspace.change():
            digits = f"{int(team.id[1:], 16):012d}"
            self.workspace.installations[team.id] = Installation(
                team=team,
                bot=bot,
                token=f"xoxb-{digits}-{digits}-" + os.urandom(12).hex(),
                scopes=self.workspace.app.scopes if scopes is None else scopes,
                installer=self.user("admin", team=team).id,
            )
            return team

    def new_code(self, team: Team) -> str:
        """Return a code for oauth.v2.access, as after somebody allowed the app in a team."""
        with self.workspace.change():
            code = f"{team.id}.{os.urandom(8).hex()}"
            self.workspace.codes[code] = team
            return code

    def user(self, name: str, *, team: Team | None = None, bot: bool = False) -> User:
        """Add a person, or a bot of another app."""
        with self.workspace.change():
            made = User(
                id=self.workspace.new_id("U"),
                name=name,
                team=team or self.team,
                bot_id=self.workspace.new_id("B") if bot else "",
            )
            self.workspace.users[made.id] = made
            return made

    def deactivate(self, user: User) -> User:
        """Deactivate a person, as an administrator does."""
        with self.workspace.change():
            self.workspace.users[user.id] = replace(user, deleted=True)
            return self.workspace.users[user.id]

    def group(self, handle: str, *members: User, disabled: bool = False) -> Group:
        """Add a user group."""
        with self.workspace.change():
            made = Group(
                id=self.workspace.new_id("S"),
                handle=handle,
                team=self.team,
                members=tuple(user.id for user in members),
                disabled=disabled,
            )
            self.workspace.groups[made.id] = made
            return made

    def channel(
        self,
        name: str,
        *members: User,
        kind: str = "channel",
        team: Team | None = None,
        shared: bool = False,
        bot_in: bool = True,
    ) -> Channel:
        """Add a channel (kind: channel, group, mpim) with the bot in it, or not."""
        with self.workspace.change():
            made = Channel(
                id=self.workspace.new_id("C"),
                name=name,
                team=team or self.team,
                kind=kind,
                shared=shared,
            )
            self.workspace.channels[made.id] = made
            bot = self.workspace.installations[made.team.id].bot
            joined = [*members, bot] if bot_in else members
            self.workspace.members[made.id] = {user.id for user in joined}
            return made
