"""The bot as a process: assembles its parts, connects to Slack, and stops, losing no question."""

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
from starlette.applications import Starlette

from assistant.hosting.following import Serving
from assistant.hosting.web_server import WebServer
from assistant.slack.app import build_app
from assistant.slack.bot import Bot
from assistant.slack.memory.store import Store
from assistant.slack.metrics import IndexMetrics, Metrics
from assistant.slack.replies.channel_queues import ChannelQueues
from assistant.slack.replies.composing import Composing
from assistant.slack.replies.replying import Replying
from assistant.slack.replies.sample_questions import SampleQuestions
from assistant.slack.replies.typing_status import TypingStatuses
from assistant.slack.running.change_notes import ChangeNotes
from assistant.slack.running.housekeeping import Housekeeper
from assistant.slack.running.settings_follower import SettingsFollower
from assistant.slack.setup.named_sections import check_sections
from assistant.slack.setup.oauth import Workspaces
from assistant.slack.setup.secrets import Secrets
from assistant.slack.setup.settings import Settings
from assistant.slack.setup.settings_in_use import SettingsInUse
from assistant.slack.transport.socket_connection import SocketConnection
from assistant.slack.transport.web_server import operator_routes, slack_routes

_log = logging.getLogger(__name__)

STOP_SECONDS = 20.0  # for finishing; containers are usually killed after 30
_REPLY_THREADS = 4
_ASIDE_THREADS = 2
_TIMEOUT = 10  # seconds for a call to Slack
SLACK = "https://slack.com/api/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How the bot runs."""

    index: Path
    state: Path  # folder of the bot's memory
    http: bool
    oauth: bool
    mentions_only: bool
    host: str
    port: int | None  # None: no HTTP at all
    api_url: str
    settings_path: Path | None = None  # followed while the bot runs; None: no file is


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A running bot."""

    bot: Bot
    address: str | None  # of its HTTP server; None without one
    trouble: Callable[[], str | None]  # why no questions can be taken now


def run(options: Options, settings: Settings, secrets: Secrets) -> None:
    """Run until SIGTERM or SIGINT, then finish the questions taken.

    Raises:
        PlaybookError: the bot can't start; it has taken no questions.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with serving_bot(options, settings, secrets, stop):
        _log.info("the bot is running")
        stop.wait()
        _log.info("stopping: finishing the questions taken")
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
    """Run the bot within the context; once `stop` is set, /readyz says that it is about to end.

    `opened` is an index that is being served already and goes on after the bot; it brings no change
    notes.
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
        bots: list[Bot] = []
        notes = ChangeNotes(bot=lambda: bots[0])
        serving = opened or Serving(options.index, changed=notes.changed, metrics=IndexMetrics())
        bot = _bot(options, settings, serving, workspaces.client if workspaces else None, client)
        bots.append(bot)
        stack.callback(bot.store.close)
        if not opened:
            stack.enter_context(serving)
        check_sections(settings, serving.generation.passages)
        if options.settings_path:
            follower = SettingsFollower(
                options.settings_path, bot.settings_in_use, lambda: serving.generation
            )
            follower.start()
            stack.callback(follower.stop)
        app = build_app(
            bot, client, secrets,
            oauth=workspaces.settings if workspaces else None,
            authorize=workspaces.authorize if workspaces else None,
        )  # fmt: skip
        stack.enter_context(_working(bot))
        yield stack.enter_context(_listening(options, bot, serving, app, secrets, stop))


def _bot(
    options: Options,
    settings: Settings,
    serving: Serving,
    clients: Callable[[str], WebClient] | None,
    client: WebClient,
) -> Bot:
    store, metrics = Store(options.state / "bot.sqlite"), Metrics()
    queues = ChannelQueues(_REPLY_THREADS)
    client_of = clients or (lambda _team: client)
    in_use = SettingsInUse(settings)
    composing = Composing(
        settings_in_use=in_use, generation=lambda: serving.generation, store=store, metrics=metrics
    )
    replying = Replying(
        composing=composing, store=store, queues=queues, metrics=metrics,
        statuses=TypingStatuses(client_of), clients=client_of, clock=time.time,
    )  # fmt: skip
    metrics.gauge("waiting", "Questions in progress or waiting.", lambda: float(queues.waiting()))
    return Bot(
        settings_in_use=in_use, serving=serving, store=store, replying=replying,
        asides=ChannelQueues(_ASIDE_THREADS), metrics=metrics,
        samples=SampleQuestions(in_use, store), clients=client_of, clock=time.time,
    )  # fmt: skip


@contextmanager
def _working(bot: Bot) -> Iterator[None]:
    """Run the housekeeper within the context; then finish the questions taken, or leave them."""
    housekeeper = Housekeeper(
        bot.store, bot.replying, keep_days=lambda: bot.settings.keep_days, clock=bot.clock
    )
    housekeeper.start()
    if not bot.samples.known(bot.serving.generation):  # whoever opens App Home need not wait
        bot.samples.when_known(bot.serving.generation, "", lambda _found: None)
    try:
        yield
    finally:
        housekeeper.stop()  # it would go on taking questions over
        bot.samples.close()
        until = time.monotonic() + STOP_SECONDS
        done = bot.replying.queues.close(STOP_SECONDS)
        bot.asides.close(max(1.0, until - time.monotonic()))
        bot.replying.statuses.close()
        if not done:
            _log.warning(
                "not everything was finished in %g s; the next start goes on", STOP_SECONDS
            )


@contextmanager
def _listening(
    options: Options,
    bot: Bot,
    serving: Serving,
    app: App,
    secrets: Secrets,
    stop: threading.Event,
) -> Iterator[Running]:
    """Listen to Slack within the context."""
    connection = None if options.http else SocketConnection(app, secrets)

    def trouble() -> str | None:
        if stop.is_set():
            return "stopping"
        return connection.trouble() if connection else None

    def metrics() -> bytes:
        return bot.metrics.text() + serving.metrics.text() + generate_latest(REGISTRY)

    bot.metrics.gauge("ready", "1 while questions can be taken.", lambda: float(not trouble()))
    routes = operator_routes(trouble, metrics)
    if options.http:
        routes += slack_routes(app, secrets.signing_secret)
    with ExitStack() as stack:
        server = None
        if options.port is not None:
            server = WebServer(Starlette(routes=routes), options.host, options.port)
            server.start()
            stack.callback(server.stop)
        if connection:
            stack.callback(connection.close)
            connection.connect()
        yield Running(bot=bot, address=server.address if server else None, trouble=trouble)


def forget_environment() -> None:
    """Remove Slack's variables from the environment: Bolt would read some of them unasked."""
    for name in [name for name in os.environ if name.startswith("SLACK_")]:
        del os.environ[name]
