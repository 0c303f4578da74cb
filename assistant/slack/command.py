"""`playbook slack`: the bot, its manifest, and a check of everything it needs."""

import json
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index_builder.index.command_line import HELP, index_option
from index_builder.index.errors import PlaybookError
from index_builder.index.printable import printable

if TYPE_CHECKING:
    from assistant.slack.running.process import Options
    from assistant.slack.setup.secrets import Scrubber, Secrets
    from assistant.slack.setup.settings import Settings

_SETTINGS = Path("playbook.toml")
_STATE = Path(".playbook-slack")
_PORT = 3000
_SETUP = "assistant/slack/SETUP.md"
_COLOURS = {"ok": "green", "wrong": "red", "note": "yellow"}


@click.group(
    context_settings=HELP,
    invoke_without_command=True,
    short_help="Run the bot that answers in Slack.",
)
@index_option
@click.option(
    "--settings",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"Settings file.  [default: {_SETTINGS}, if present]",
)
@click.option(
    "--state",
    type=click.Path(path_type=Path, file_okay=False),
    default=_STATE,
    show_default=True,
    help="The folder of the bot's memory; bots that share it answer each question once.",
)
@click.option("--http", is_flag=True, help="Receive Slack's requests by HTTP, not by a socket.")
@click.option("--oauth", is_flag=True, help="Serve several workspaces (with --http).")
@click.option(
    "--mentions-only",
    is_flag=True,
    help="With --oauth: ask for as few scopes as possible; with --check: expect no others.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="The port of /slack/events, /healthz, /readyz and /metrics; 0: any.  [default: "
    f"{_PORT} with --http, else none]",
)
@click.option(
    "--check",
    is_flag=True,
    help="Check settings, index, tokens, scopes, people and channels; then exit.",
)
@click.pass_context
def slack(
    ctx: click.Context,
    index: Path,
    settings: Path | None,
    state: Path,
    http: bool,
    oauth: bool,
    mentions_only: bool,
    host: str,
    port: int | None,
    check: bool,
) -> None:
    """Run the bot that answers in Slack, until it is told to stop (SIGTERM).

    A rebuilt index is used immediately.

    Slack's secrets are in the environment: SLACK_BOT_TOKEN and SLACK_APP_TOKEN; with --http
    SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET; with --oauth SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and
    SLACK_SIGNING_SECRET. SLACK_API_URL is the Web API's address, if it is not Slack's own.

    Exit status: 0 stopped when told to (with --check: all is well), 1 error, 2 wrong usage.
    """
    if ctx.invoked_subcommand:
        return
    if oauth and not http:
        raise click.UsageError("--oauth needs --http: workspaces are added by web pages")
    from assistant.phrases.phrasebook import speak
    from assistant.slack.running.process import Options, forget_environment
    from assistant.slack.setup.secrets import Scrubber, found_secrets, read_secrets
    from assistant.slack.setup.settings import Settings, SettingsError, read_settings

    path = settings or _SETTINGS
    problems: list[str] = []
    usable: Settings | None = None
    try:
        usable = read_settings(path) if settings or path.exists() else Settings()
    except SettingsError as error:
        if not check:
            raise
        problems += error.problems
    parsed = usable or Settings()
    speak(parsed.language)
    if check:
        secrets, missing = found_secrets(os.environ, http=http, oauth=oauth)
        problems += missing
    else:
        secrets = read_secrets(os.environ, http=http, oauth=oauth)
    options = Options(
        index=index,
        state=state,
        http=http,
        oauth=oauth,
        mentions_only=mentions_only,
        host=host,
        port=_PORT if port is None and http else port,
        api_url=_api_url(os.environ.get("SLACK_API_URL")),
        settings_path=path,
    )
    forget_environment()
    if check:
        work = partial(_check, options, usable, secrets, Scrubber(secrets), problems)
    else:
        work = partial(_run, options, parsed, secrets)
    _without_secrets(Scrubber(secrets), work)


def _run(options: "Options", settings: "Settings", secrets: "Secrets") -> None:
    from assistant.slack.running.process import run

    run(options, settings, secrets)


def _check(
    options: "Options",
    settings: "Settings | None",
    secrets: "Secrets",
    scrub: "Scrubber",
    problems: Sequence[str],
) -> None:
    """Print a line for each check.

    Raises:
        PlaybookError: something is wrong.
    """
    from assistant.slack.running.checking import check_all

    wrong = 0
    for finding in check_all(options, settings, secrets, problems):
        wrong += finding.outcome == "wrong"
        mark = click.style(f"{finding.outcome:5}", fg=_COLOURS[finding.outcome])
        click.echo(f"{mark} {printable(scrub(finding.line))}")  # colours only on a terminal
    if wrong:
        raise PlaybookError(f"{wrong} wrong: see the lines above, and {_SETUP} for each step")


def _without_secrets(scrub: "Scrubber", work: Callable[[], None]) -> None:
    """Work; whatever fails, no message shows a secret."""
    from assistant.slack.running.logs import log_to_stderr

    log_to_stderr(scrub)
    try:
        work()
    except PlaybookError as error:
        raise PlaybookError(scrub(str(error))) from None
    except Exception as error:  # noqa: BLE001 - the outer edge: a traceback would show secrets
        raise PlaybookError(scrub(f"unexpected {type(error).__name__}: {error}")) from None


def _api_url(api_url: str | None) -> str:
    """Return the Web API's address, ending in a slash.

    Raises:
        PlaybookError: `api_url` is not an address.
    """
    from assistant.slack.running.process import SLACK

    url = api_url or SLACK
    if not url.startswith(("https://", "http://")):
        raise PlaybookError(f'SLACK_API_URL: found "{url}", wanted an address, https://…/api/')
    return url if url.endswith("/") else f"{url}/"


@slack.command("manifest")
@click.option("--http", is_flag=True, help="For HTTP, not for Socket Mode; needs --url.")
@click.option("--url", help="The bot's public address, https://….")
@click.option(
    "--mentions-only",
    is_flag=True,
    help="Leave out messages that don't mention it: no follow-ups without a mention, no edits.",
)
@click.option("--oauth", is_flag=True, help="For several workspaces.")
def app_manifest(http: bool, url: str | None, mentions_only: bool, oauth: bool) -> None:
    """Print the app's manifest, for api.slack.com/apps, "From a manifest".

    Exit status: 0 printed, 2 wrong usage.
    """
    from assistant.slack.setup.app_manifest import app_manifest

    if (http or oauth) and not url:
        raise click.UsageError("--http and --oauth need --url, the bot's public address")
    if url and not url.startswith("https://"):
        raise click.UsageError(
            f'--url: found "{url}", wanted https://…: Slack accepts nothing else'
        )
    address = url.rstrip("/") if url else None
    printed = app_manifest(url=address, mentions_only=mentions_only, oauth=oauth)
    click.echo(json.dumps(printed, indent=2, ensure_ascii=False))
