"""The Bolt app, with every listener registered."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, TypeVar

from slack_bolt import Ack, App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltError
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient

from assistant.slack.bot import Bot
from assistant.slack.events.registry import register_all
from assistant.slack.setup.secrets import Secrets
from index_builder.index.errors import PlaybookError

T = TypeVar("T")


class SlackRefuses(PlaybookError):
    """Raised when Slack can't be reached, or refuses a token or a message of `--check`."""


class _AtOnce(Executor):
    """Runs listeners in the calling thread, so that an event is kept before it is acknowledged.

    Listeners only write to the store and hand over to the bot's own threads: an acknowledged
    question is never lost, and no burst of questions delays an acknowledgement.
    """

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Make the call now; return a future that already has its result."""
        done: Future[T] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def build_app(
    bot: Bot,
    client: WebClient,
    secrets: Secrets,
    *,
    oauth: OAuthSettings | None = None,
    authorize: Callable[..., AuthorizeResult | None] | None = None,
) -> App:
    """Return the app with every listener registered; without OAuth, Bolt checks the bot's token.

    Raises:
        SlackRefuses: Slack does not accept the bot's token, or can't be reached.
    """
    try:
        app = App(
            name="playbook",
            client=client,
            signing_secret=secrets.signing_secret,
            oauth_settings=oauth,
            authorize=authorize,  # type: ignore[arg-type] # Bolt means None as well
            listener_executor=_AtOnce(),
        )
    except (BoltError, OSError) as error:
        raise SlackRefuses(
            f"Slack does not accept the bot token ({_reason(error)}); wanted an installed app's"
        ) from error
    app.error(_not_taken)
    if oauth:
        app.enable_token_revocation_listeners()
    register_all(app, bot)
    return app


def _not_taken(
    error: Exception, ack: Ack, response: BoltResponse | None, logger: Any
) -> BoltResponse | None:
    """Tell Slack that a request failed: it sends an event again, and shows that a command failed.

    If the payload lacks what Slack always sends, that is the sender's fault (400); anything else
    is ours (503).
    """
    logger.error("a listener failed: %s: %s", type(error).__name__, error, exc_info=error)
    malformed = isinstance(error, LookupError | TypeError | AttributeError)
    refusal = BoltResponse(status=400 if malformed else 503, body="")
    ack.response = refusal  # replaces the one that Bolt gives an event before its listener runs
    return refusal if response else None


def _reason(error: Exception) -> str:
    words = str(error)
    start = words.find("'error': '")
    return words[start + 10 :].partition("'")[0] if start >= 0 else words
