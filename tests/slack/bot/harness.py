"""The real bot, run within a test against the fake Slack, in either mode."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.hosting.following import Serving
from assistant.slack.running.process import Options, Running, serving_bot
from assistant.slack.setup.app_manifest import app_manifest
from assistant.slack.setup.secrets import Secrets
from assistant.slack.setup.settings import parse_settings

from ..fake import AppSettings, FakeSlack, Message

SURE = "How do I request data through P20 WIN?"
OTHER = "What is an E-MOU?"
LONG = "Which channel may I use for a file of 30 MB?"  # its section has more than the answer shows
# Answered for sure by one sentence of a long section.
SURE_LONG = "What are the two levels of agreement in P20 WIN?"
NOT_THERE = "What does a kilogram of bananas cost in Lisbon?"
FOLLOW_UP = "and who reviews it?"
NO = "This is outside what the playbook covers."


def slack(*, mentions_only: bool = False) -> FakeSlack:
    """Return a fake Slack whose app was made of the bot's own manifest."""
    return FakeSlack(AppSettings.from_manifest(app_manifest(mentions_only=mentions_only)))


@contextmanager
def running(
    fake: FakeSlack,
    index: Path,
    state: Path,
    *,
    mode: str = "socket",
    settings: str = "",
    settings_path: Path | None = None,
    opened: Serving | None = None,
) -> Iterator[Running]:
    """Run the bot in this process; at the end it finishes what it took, as on SIGTERM."""
    found = fake.environment
    options = Options(
        index=index, state=state, http=mode == "http", oauth=False, mentions_only=False,
        host="127.0.0.1", port=0, api_url=found["SLACK_API_URL"], settings_path=settings_path,
    )  # fmt: skip
    held = Secrets(
        bot_token=found["SLACK_BOT_TOKEN"], app_token=found["SLACK_APP_TOKEN"],
        signing_secret=found["SLACK_SIGNING_SECRET"],
    )  # fmt: skip
    stop = threading.Event()
    before = len(fake.sockets.open_sockets)
    parsed = parse_settings(settings, "playbook.toml")
    with serving_bot(options, parsed, held, stop, opened=opened) as bot:
        if mode == "http":
            fake.request_url = f"{bot.address}/slack/events"
        else:
            fake.wait_connected(before + 1)
        yield bot


def answered(fake: FakeSlack, question: Message, count: int = 1) -> list[Message]:
    """Wait until a question has its replies, and return them."""

    def found() -> list[Message] | None:
        replies = fake.replies(question)
        return replies if len(replies) >= count else None

    return fake.wait_for(found, wanted=f"{count} replies")


def quiet(fake: FakeSlack, bot: Running) -> None:
    """Wait until the bot has nothing more to do: whatever is not there by then never comes."""
    fake.settle()
    # An empty piece of work at the end of each queue is done after everything before it.
    for queues in (bot.bot.replying.queues, bot.bot.asides):
        while queues.waiting():
            done = threading.Event()
            queues.put(secrets.token_hex(4), done.set)
            assert done.wait(10)


def reply_id(answer):
    """The id that a reply's feedback buttons carry."""
    [pair] = [one for block in answer.blocks for one in block.get("elements", ())
              if one["type"] == "feedback_buttons"]  # fmt: skip
    return pair["positive_button"]["value"].removeprefix("helpful ")
