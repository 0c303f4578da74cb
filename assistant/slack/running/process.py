"""The bot as a process: its parts put together, Slack connected, and a stop that loses nothing."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from prometheus_client import REGISTRY, generate_latest
from slack_bolt import App
from slack_sdk import WebClient

from assistant.slack.app import build_app
from assistant.slack.bot import Bot
from assistant.slack.memory.store import Store
from assistant.slack.metrics import Metrics
from assistant.slack.replies.channel_queues import ChannelQueues
from assistant.slack.replies.composing import Composing
from assistant.slack.replies.replying import Replying
from assistant.slack.replies.typing_status import TypingStatuses
from assistant.slack.running.change_notes import ChangeNotes
from assistant.slack.running.housekeeping import Housekeeper
from assistant.slack.running.serving import Serving
from assistant.slack.setup.named_sections import check_named
from assistant.slack.setup.oauth import Workspaces
from assistant.slack.setup.secrets import Secrets
from assistant.slack.setup.settings import Settings
from assistant.slack.transport.request_guard import Guard
from assistant.slack.transport.socket_connection import SocketConnection
from assistant.slack.transport.web_server import Pages, ThreadedHandler, WebServer
from index_builder.index.generation import Generation

_log = logging.getLogger(__name__)

STOP_SECONDS = 20.0  # to finish in; whoever stops a container kills it after 30
_REPLY_THREADS = 4
_ASIDE_THREADS = 2
_TIMEOUT = 10  # seconds for a call to Slack
SLACK = "https://slack.com/api/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How the bot runs."""

    index: Path
    state: Path  # folder of what the bot remembers
    http: bool
    oauth: bool
    mentions_only: bool
    host: str
    port: int | None  # None: no HTTP at all
    api_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A bot that runs."""

    bot: Bot
    address: str | None  # of its HTTP side
    trouble: Callable[[], str | None]  # why no questions can be taken now


def run(options: Options, settings: Settings, secrets: Secrets) -> None:
    """Run until SIGTERM or SIGINT, then finish what was taken.

    Raises:
        PlaybookError: it can't start; nothing is connected then.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with serving_bot(options, settings, secrets, stop):
        _log.info("the bot is running")
        stop.wait()
        _log.info("stopping: what was taken is finished first")
    _log.info("stopped")


@contextmanager
def serving_bot(
    options: Options,
    settings: Settings,
    secrets: Secrets,
    stop: threading.Event,
    *,
    opened: Serving | None = None,
) -> Iterator[Running]:
    """Run the bot within the context; `stop` tells the load balancer that it is about to end.

    `opened` is an index that is served already and outlives the bot.
    """
    with ExitStack() as stack:
        client = WebClient(
            token=secrets.bot_token or None, base_url=options.api_url, timeout=_TIMEOUT,
            retry_handlers=[],
        )  # fmt: skip
        workspaces = None
        if options.oauth:
            workspaces = Workspaces(
                options.state / "installations.sqlite", secrets, client,
                mentions_only=options.mentions_only,
            )  # fmt: skip
        held: list[Bot] = []
        notes = ChangeNotes(bot=lambda: held[0])
        serving = opened or Serving(options.index, refused=_refused, changed=notes.changed)
        bot = _bot(options, settings, serving, workspaces.client if workspaces else None, client)
        held.append(bot)
        stack.callback(bot.store.close)
        if not opened:
            stack.enter_context(serving)
        check_sections(settings, serving.generation)
        app = build_app(
            bot, client, secrets,
            oauth=workspaces.settings if workspaces else None,
            authorize=workspaces.authorize if workspaces else None,
        )  # fmt: skip
        stack.enter_context(_beating(bot))
        yield stack.enter_context(_listening(options, bot, app, secrets, stop))


def _bot(
    options: Options,
    settings: Settings,
    serving: Serving,
    clients: Callable[[str], WebClient] | None,
    client: WebClient,
) -> Bot:
    store, metrics = Store(options.state / "bot.sqlite"), Metrics()
    lanes = ChannelQueues(_REPLY_THREADS)
    reach = clients or (lambda _team: client)
    composing = Composing(
        settings=settings, generation=lambda: serving.generation, store=store, metrics=metrics
    )
    replying = Replying(
        settings=settings, composing=composing, store=store, lanes=lanes, metrics=metrics,
        statuses=TypingStatuses(reach), clients=reach, clock=time.time,
    )  # fmt: skip
    metrics.gauge("waiting", "Questions under way or waiting.", lambda: float(lanes.waiting()))
    return Bot(
        settings=settings, serving=serving, store=store, replying=replying,
        asides=ChannelQueues(_ASIDE_THREADS), metrics=metrics, clients=reach, clock=time.time,
    )  # fmt: skip


@contextmanager
def _beating(bot: Bot) -> Iterator[None]:
    """Beat within the context; at its end finish what was taken, or leave it to others."""
    heart = Housekeeper(bot.store, bot.replying, keep_days=bot.settings.keep_days, clock=bot.clock)
    heart.start()
    try:
        yield
    finally:
        until = time.monotonic() + STOP_SECONDS
        done = bot.replying.lanes.close(STOP_SECONDS)
        bot.asides.close(max(1.0, until - time.monotonic()))
        bot.replying.statuses.close()
        heart.stop()
        if not done:
            _log.warning("not all was finished in %g s; the next start goes on", STOP_SECONDS)


@contextmanager
def _listening(
    options: Options, bot: Bot, app: App, secrets: Secrets, stop: threading.Event
) -> Iterator[Running]:
    """Hear Slack within the context."""
    sock = None if options.http else SocketConnection(app, secrets)
    slack = Guard(ThreadedHandler(app), secrets.signing_secret) if options.http else None

    def trouble() -> str | None:
        if stop.is_set():
            return "stopping"
        return sock.trouble() if sock else None

    bot.metrics.gauge("ready", "1 while questions can be taken.", lambda: float(not trouble()))
    pages = Pages(
        trouble=trouble, slack=slack,
        metrics=lambda: bot.metrics.text() + generate_latest(REGISTRY),
    )  # fmt: skip
    with ExitStack() as stack:
        server = None
        if options.port is not None:
            server = WebServer(pages, options.host, options.port)
            server.start()
            stack.callback(server.stop)
        if sock:
            stack.callback(sock.close)
            sock.connect()
        yield Running(bot=bot, address=server.address if server else None, trouble=trouble)


def check_sections(settings: Settings, generation: Generation) -> None:
    """Check that each section the settings name is in the index.

    Raises:
        SectionMissing: one isn't.
    """
    for key, name in settings.named_sections.items():
        check_named(name, generation.passages, f"the settings' {key}")


def _refused(reason: str) -> None:
    """The log has it already, by `Serving`; there is nobody else to tell."""


def forget_environment() -> None:
    """Take Slack's settings out of the environment: Bolt would read some of them unasked."""
    for name in [held for held in os.environ if held.startswith("SLACK_")]:
        del os.environ[name]
