"""The bot's parts, assembled once and handed to the listeners."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from slack_sdk import WebClient

from assistant.slack.memory.slack_question import SlackQuestion, Surface
from assistant.slack.memory.store import Store
from assistant.slack.metrics import Metrics
from assistant.slack.replies.channel_queues import ChannelQueues
from assistant.slack.replies.delivery import Posting, Send
from assistant.slack.replies.replying import Aside, Replying
from assistant.slack.replies.sample_questions import SampleQuestions
from assistant.slack.setup.settings import Settings
from assistant.slack.setup.settings_in_use import SettingsInUse
from assistant.slack.views.block_kit.message import Message
from index_builder.index.generation import Generation


class GenerationSource(Protocol):
    """Has the generation in use; a rebuild replaces it."""

    @property
    def generation(self) -> Generation:
        """The generation in use; take it once for each question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """What listeners work with."""

    settings_in_use: SettingsInUse
    serving: GenerationSource
    store: Store
    replying: Replying
    # For all but replies (dialogs, thanks, App Home), so that these never wait behind a burst.
    asides: ChannelQueues
    metrics: Metrics
    samples: SampleQuestions
    clients: Callable[[str], WebClient]  # by team
    clock: Callable[[], float]  # seconds since 1970

    @property
    def settings(self) -> Settings:
        """The settings in use."""
        return self.settings_in_use.now

    def question(
        self,
        *,
        team: str,
        channel: str,
        ts: str,
        thread: str,
        asker: str,
        text: str,
        surface: Surface,
        insists: bool = True,
        addressed: float = 0.0,
        response_url: str = "",
    ) -> SlackQuestion:
        """Return a question asked now."""
        return SlackQuestion(
            id=secrets.token_hex(8),
            team=team,
            channel=channel,
            ts=ts,
            thread=thread,
            asker=asker,
            text=text,
            surface=surface,
            insists=insists,
            addressed=addressed,
            response_url=response_url,
            at=self.clock(),
        )

    def tell(self, queue: str, send: Send, *messages: Message) -> None:
        """Send messages that are not replies, in order."""
        for message in messages:
            self.asides.put(queue, Aside(Posting(send, message)))

    def do(self, queue: str, call: Callable[[], object]) -> None:
        """Call Slack for something that is not a message; a failure is only logged."""

        def send(_payload: object) -> dict[str, object]:
            call()
            return {}

        self.asides.put(queue, Aside(Posting(send, Message(blocks=(), text=""))))
