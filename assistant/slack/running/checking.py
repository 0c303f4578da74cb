"""`playbook slack --check`: checks everything that the bot needs before it runs."""

from collections.abc import Callable, Iterator

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from assistant.slack.app import SlackRefuses
from assistant.slack.replies.channel_answer import answer_in
from assistant.slack.running.process import Options
from assistant.slack.setup.named_sections import check_sections
from assistant.slack.setup.secrets import Secrets
from assistant.slack.setup.settings import Settings
from assistant.slack.views.block_kit.message import Block
from assistant.slack.views.prompts import sample_question
from assistant.slack.views.reply import reply_message
from assistant.slack.views.reply_context import ReplyContext
from index_builder.index.generation import Generation, open_current


def check_all(options: Options, settings: Settings, secrets: Secrets) -> Iterator[str]:
    """Yield a line for each check that passes.

    Raises:
        PlaybookError: the first check that fails.
    """
    generation = open_current(options.index)
    yield f"index: generation {generation.name}, {len(generation.passages)} passages"
    check_sections(settings, generation.passages)
    yield f"settings: default mode {settings.default.mode}, {len(settings.channels)} channels"
    if options.oauth:
        yield "tokens: each workspace brings its own, at /slack/install"
        return
    client = WebClient(token=secrets.bot_token, base_url=options.api_url, retry_handlers=[])
    who = _call("SLACK_BOT_TOKEN", lambda: client.auth_test())
    yield f"bot token: {who.get('user')} in {who.get('team')}"
    if not options.http:
        token = secrets.app_token
        _call("SLACK_APP_TOKEN", lambda: client.apps_connections_open(app_token=token))
        yield "app token: a socket can be opened"
    blocks = _sample(generation, settings)
    _call("the message of an answer", lambda: client.blocks_validate(blocks=blocks))
    yield "messages: Slack takes the blocks of an answer"


def _call(what: str, call: Callable[[], SlackResponse]) -> SlackResponse:
    try:
        return call()
    except SlackApiError as error:
        name = error.response.get("error")
        raise SlackRefuses(f"{what}: Slack says {name}; wanted one that it accepts") from error
    except OSError as error:
        raise SlackRefuses(f"{what}: Slack can't be reached ({error})") from error


def _sample(generation: Generation, settings: Settings) -> tuple[Block, ...]:
    question = sample_question(generation.passages) or "What is this?"
    answer = answer_in(generation, settings.default, question)
    message = reply_message(answer, ReplyContext(answer_id="check", has_owner=True, shareable=True))
    return message.blocks
