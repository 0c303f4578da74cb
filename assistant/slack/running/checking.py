"""`playbook slack --check`: checks everything that the bot needs before it runs.

All problems are reported, not only the first: each check stands for itself.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from assistant.evaluation.question_file import read_questions
from assistant.slack.replies.channel_answer import answer_in
from assistant.slack.replies.judged_samples import judged_samples
from assistant.slack.running.looking_up import LookUp, named_ids
from assistant.slack.running.process import Options
from assistant.slack.setup.app_manifest import scope_uses
from assistant.slack.setup.named_sections import SectionMissing, check_named
from assistant.slack.setup.secrets import Secrets
from assistant.slack.setup.settings import Settings
from assistant.slack.views.reply import reply_message
from assistant.slack.views.reply_context import ReplyContext
from index_builder.index.errors import PlaybookError
from index_builder.index.generation import Generation, open_current

_TIMEOUT = 10  # seconds for a call to Slack
_ANY_QUESTION = "What is this?"  # for a playbook without sample questions

# Whether a check passed; "note": something could not be looked at.
Outcome = Literal["ok", "wrong", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check found, as a line for a person."""

    outcome: Outcome
    line: str


def check_all(
    options: Options, read: Settings | None, secrets: Secrets, problems: Sequence[str] = ()
) -> Iterator[Finding]:
    """Yield what each check found.

    `problems` are those of the settings and secrets themselves; the checks that need what is wrong
    there are left out. `read` is None if the settings can't be used.
    """
    settings = read or Settings()
    yield from (_wrong(problem) for problem in problems)
    try:
        generation = open_current(options.index)
    except PlaybookError as error:
        yield _wrong(f"index: {error}")
        generation = None
    if generation:
        yield _ok(f"index: generation {generation.name}, {len(generation.passages)} passages")
        if read:
            yield from _sections(settings, generation)
    sample = _ANY_QUESTION
    if settings.questions:
        finding, found = _questions(settings, generation)
        sample = found or sample
        yield finding
    if options.oauth:
        yield _note("tokens: each workspace brings its own, at /slack/install: not looked at")
        return
    yield from _slack(options, settings, secrets, generation, sample)


def _sections(settings: Settings, generation: Generation) -> Iterator[Finding]:
    wrong = []
    for key, name in settings.named_sections.items():
        try:
            check_named(name, generation.passages, f"the settings' {key}")
        except SectionMissing as error:
            wrong.append(_wrong(str(error)))
    named, channels = len(settings.named_sections), len(settings.channels)
    mode = settings.default.mode
    told = f"settings: default mode {mode}; channels with settings of their own: {channels}"
    yield from wrong or [_ok(f"{told}; sections named: {named}")]


def _questions(settings: Settings, generation: Generation | None) -> tuple[Finding, str | None]:
    """Return what is found of the file of questions, and one that the playbook answers."""
    assert settings.questions is not None  # noqa: S101 - the caller has looked
    try:
        questions = read_questions(settings.questions)
    except PlaybookError as error:
        return _wrong(f"questions: {error}"), None
    if generation is None:
        return _ok(f"questions: {len(questions)}, not tried without an index"), None
    shown = judged_samples(
        questions, generation, lambda text: answer_in(generation, settings.default, text)
    )
    if not shown:
        told = f"questions: none of {settings.questions} is answered as it was judged: is the index"
        return _wrong(f"{told} of the playbook that they are about?"), None
    return _ok(f"questions: App Home shows {len(shown)}, such as “{shown[0]}”"), shown[0]


def _slack(
    options: Options,
    settings: Settings,
    secrets: Secrets,
    generation: Generation | None,
    sample: str,
) -> Iterator[Finding]:
    client = WebClient(
        token=secrets.bot_token, base_url=options.api_url, timeout=_TIMEOUT, retry_handlers=[]
    )
    who = None
    if secrets.bot_token:
        who = _called("SLACK_BOT_TOKEN", lambda: client.auth_test())
        if isinstance(who, Finding):
            yield who
        else:
            yield _ok(f"bot token: {who.get('user')} in {who.get('team')}")
    if secrets.app_token:
        token = secrets.app_token
        opened = _called("SLACK_APP_TOKEN", lambda: client.apps_connections_open(app_token=token))
        yield opened if isinstance(opened, Finding) else _ok("app token: a socket can be opened")
    if who is None or isinstance(who, Finding):
        yield _note("scopes, people, channels and messages: not looked at without a bot token")
        return
    granted = _granted(who)
    yield from _scopes(granted, mentions_only=options.mentions_only)
    look_up = LookUp(client=client, granted=granted or frozenset(), bot=str(who.get("user")))
    for named in named_ids(settings):
        outcome, line = look_up.found(named)
        yield Finding(outcome=outcome, line=line)
    if generation:
        yield _message(client, generation, settings, sample)


def _granted(who: SlackResponse) -> frozenset[str] | None:
    """Return the scopes that Slack has granted; None if it does not say."""
    headers = {str(key).lower(): value for key, value in who.headers.items()}
    value = headers.get("x-oauth-scopes")
    if value is None:
        return None
    listed = value if isinstance(value, str) else ",".join(value)
    return frozenset(scope.strip() for scope in listed.split(",") if scope.strip())


def _scopes(granted: frozenset[str] | None, *, mentions_only: bool) -> Iterator[Finding]:
    if granted is None:
        yield _note("scopes: Slack did not say which ones the token has")
        return
    uses = scope_uses(mentions_only=mentions_only)
    missing = [
        _wrong(
            f"scope {scope} is missing: {without}. Add it under OAuth & Permissions, or paste the "
            "new manifest, then install the app again"
        )
        for scope, without in uses.items()
        if scope not in granted
    ]
    yield from missing or [_ok(f"scopes: all {len(uses)} that the bot needs")]


def _message(client: WebClient, generation: Generation, settings: Settings, sample: str) -> Finding:
    answer = answer_in(generation, settings.default, sample)
    shown = ReplyContext(answer_id="check", has_owner=True, shareable=True)
    blocks = reply_message(answer, shown).blocks
    said = _called("the message of a reply", lambda: client.blocks_validate(blocks=blocks))
    return said if isinstance(said, Finding) else _ok("messages: Slack takes the blocks of a reply")


def _called(what: str, call: Callable[[], SlackResponse]) -> "SlackResponse | Finding":
    """Return Slack's answer to a call, or what is wrong."""
    try:
        return call()
    except SlackApiError as error:
        name = error.response.get("error")
        return _wrong(f"{what}: Slack says {name}{_ADVICE.get((what, name), '')}")
    except OSError as error:
        return _wrong(f"{what}: Slack can't be reached ({error})")


# What to do about Slack's usual refusals of a token.
_INSTALL = "; wanted the token of an installed app (OAuth & Permissions)"
_ADVICE = {
    ("SLACK_BOT_TOKEN", "invalid_auth"): _INSTALL,
    ("SLACK_BOT_TOKEN", "token_revoked"): _INSTALL,
    ("SLACK_BOT_TOKEN", "account_inactive"): _INSTALL,
    ("SLACK_APP_TOKEN", "invalid_auth"): (
        "; wanted an app-level token with connections:write (Basic Information)"
    ),
    ("SLACK_APP_TOKEN", "missing_scope"): (
        "; wanted an app-level token with connections:write (Basic Information)"
    ),
    ("SLACK_APP_TOKEN", "socket_mode_not_enabled"): "; switch Socket Mode on in the app's settings",
}


def _ok(line: str) -> Finding:
    return Finding(outcome="ok", line=line)


def _wrong(line: str) -> Finding:
    return Finding(outcome="wrong", line=line)


def _note(line: str) -> Finding:
    return Finding(outcome="note", line=line)
