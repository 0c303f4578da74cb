"""Slack's secrets: read only from the environment, checked, and never written anywhere."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from index_builder.index.errors import PlaybookError

HIDDEN = "[secret]"
# Tokens of every kind that Slack gives out (bot, user, app, refresh, legacy), the ticket in a
# socket's address, the secret part of a response_url.
_TOKENS = re.compile(
    r"\bx(?:ox[a-z](?:\.xox[a-z])?|app)-[A-Za-z0-9-]+"
    r"|(?<=[?&]ticket=)[^&\s\"']+"
    r"|(?<=/commands/)[^\s\"']+|(?<=/actions/)[^\s\"']+"
)
_BOT = re.compile(r"xoxb-[A-Za-z0-9-]+")
_APP = re.compile(r"xapp-[A-Za-z0-9-]+")
_ANY = re.compile(r"[!-~]+")


class SecretMissing(PlaybookError):
    """Raised when a secret of Slack's is missing or malformed; nothing has been started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What proves to Slack who we are; what this way of running does not need is empty."""

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    client_id: str = field(default="", repr=False)
    client_secret: str = field(default="", repr=False)


def read_secrets(environment: Mapping[str, str], *, http: bool, oauth: bool) -> Secrets:
    """Return what this way of running needs from the environment.

    Raises:
        SecretMissing: a secret is missing or malformed; the message does not show its value.
    """
    secrets, problems = found_secrets(environment, http=http, oauth=oauth)
    if problems:
        raise SecretMissing(problems[0])
    return secrets


def found_secrets(
    environment: Mapping[str, str], *, http: bool, oauth: bool
) -> tuple[Secrets, tuple[str, ...]]:
    """Return what this way of running finds in the environment, and what is wrong, a line each.

    A secret that is missing or malformed is empty; no line shows its value.
    """
    problems: list[str] = []

    def need(name: str, pattern: re.Pattern[str], wanted: str) -> str:
        value = environment.get(name, "").strip()
        if value and pattern.fullmatch(value):
            return value
        wrong = "is not what it should be" if value else "is not set in the environment"
        problems.append(f"{name} {wrong}; wanted {wanted}")
        return ""

    bot = app = signing = client_id = client_secret = ""
    if not oauth:
        bot = need("SLACK_BOT_TOKEN", _BOT, "the bot token, xoxb-… (OAuth & Permissions)")
    if http:
        signing = need("SLACK_SIGNING_SECRET", _ANY, "the signing secret (Basic Information)")
    else:
        app = need("SLACK_APP_TOKEN", _APP, "an app-level token, xapp-… (Basic Information)")
    if oauth:
        client_id = need("SLACK_CLIENT_ID", _ANY, "the client id (Basic Information)")
        client_secret = need("SLACK_CLIENT_SECRET", _ANY, "the client secret (Basic Information)")
    secrets = Secrets(
        bot_token=bot, app_token=app, signing_secret=signing, client_id=client_id,
        client_secret=client_secret,
    )  # fmt: skip
    return secrets, tuple(problems)


class Scrubber:
    """Hides secrets in text."""

    def __init__(self, secrets: Secrets) -> None:
        """Note the secrets that can't be recognised by their form."""
        known = (secrets.signing_secret, secrets.client_secret)
        self._known = [secret for secret in known if len(secret) > 3]

    def __call__(self, text: str) -> str:
        """Return the text with every secret hidden."""
        for secret in self._known:
            text = text.replace(secret, HIDDEN)
        return _TOKENS.sub(HIDDEN, text)


class ScrubbingFormatter(logging.Formatter):
    """Formats log lines, tracebacks included, without secrets."""

    def __init__(self, scrub: Scrubber) -> None:
        """Write time, level, logger and message."""
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._scrub = scrub

    def format(self, record: logging.LogRecord) -> str:
        """Return an entry of the log, with every secret hidden."""
        return self._scrub(super().format(record))
