"""The parts that the bot is made of, put together once and handed to the listeners."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from slack_sdk import WebClient

from assistant.settings import Settings
from assistant.slack.lanes import Lanes
from assistant.slack.metrics import Metrics
from assistant.slack.replying import Replying
from assistant.slack.store import Store
from index_builder.generation import Generation


class Serves(Protocol):
    """Holds the generation that answers now; a rebuild puts another in its place."""

    @property
    def generation(self) -> Generation:
        """The current generation; taken once a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """What listeners work with."""

    settings: Settings
    serving: Serves
    store: Store
    lanes: Lanes
    replying: Replying
    metrics: Metrics
    clients: Callable[[str], WebClient]  # by team
    clock: Callable[[], float]  # seconds since 1970
