"""Several workspaces: Bolt's OAuth, with installations and their tokens in a SQLite file.

The library exchanges tokens for new ones two hours before they expire.
"""

import logging
import threading
from pathlib import Path
from typing import Any

from slack_bolt import BoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import InstallationStoreAuthorize
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.oauth.installation_store.sqlite3 import SQLite3InstallationStore
from slack_sdk.oauth.state_store.sqlite3 import SQLite3OAuthStateStore

from assistant.slack.setup.app_manifest import scopes
from assistant.slack.setup.secrets import Secrets
from index_builder.index import file_lock
from index_builder.index.errors import PlaybookError

_STATE_SECONDS = 600  # the longest that an installation may take
_log = logging.getLogger(__name__)


class NotInstalled(PlaybookError):
    """Raised when the bot is not, or no longer, installed in a workspace."""


class _OneAtATime(InstallationStoreAuthorize):
    """Finds a workspace's token, one call at a time among all processes that share the file.

    A refresh token works only once: if two exchanges happened at the same time, the second would
    lose the workspace.
    """

    def __init__(self, lock: Path, **settings: Any) -> None:
        super().__init__(**settings)
        self._thread_lock = threading.Lock()
        self._lock_path = lock

    def __call__(self, **query: Any) -> AuthorizeResult | None:
        with self._thread_lock, self._lock_path.open("wb") as lock_file:
            file_lock.lock(lock_file)
            return super().__call__(**query)


class Workspaces:
    """The workspaces that the app is installed in."""

    def __init__(
        self, path: Path, secrets: Secrets, client: WebClient, *, mentions_only: bool
    ) -> None:
        """Open the installations; `client` has no token and only knows how to reach Slack."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # it holds tokens
        self._client = client
        store = SQLite3InstallationStore(
            database=str(path), client_id=secrets.client_id, logger=_log
        )
        states = SQLite3OAuthStateStore(
            database=str(path), expiration_seconds=_STATE_SECONDS, logger=_log
        )
        self.settings = OAuthSettings(
            client_id=secrets.client_id,
            client_secret=secrets.client_secret,
            scopes=scopes(mentions_only=mentions_only),
            user_scopes=[],
            installation_store=store,
            installation_store_bot_only=True,
            state_store=states,
            logger=_log,
        )
        # The `authorize` of the settings would always ask slack.com for new tokens, even if another
        # address is set, and would ask Slack with every event whose token it has.
        self.authorize = _OneAtATime(
            path.with_suffix(".lock"),
            logger=_log,
            installation_store=store,
            client_id=secrets.client_id,
            client_secret=secrets.client_secret,
            client=client,
            bot_only=True,
            cache_enabled=True,
        )

    def client(self, team: str) -> WebClient:
        """Return a client for a workspace, with a valid token.

        Raises:
            NotInstalled: the app is not installed there.
        """
        context = BoltContext({"client": self._client, "is_enterprise_install": False})
        result = self.authorize(context=context, enterprise_id=None, team_id=team, user_id=None)
        if result is None:
            raise NotInstalled(f"the app is not installed in workspace {team}; install it again")
        return with_token(self._client, result.bot_token or "")


def with_token(client: WebClient, token: str) -> WebClient:
    """Return a client that differs from another only in its token."""
    return WebClient(
        token=token, base_url=client.base_url, timeout=client.timeout, retry_handlers=[]
    )
