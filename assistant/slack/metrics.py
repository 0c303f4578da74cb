"""What /metrics tells Prometheus about the bot's replies and the index it answers from.

Names follow prometheus.io/docs/practices/naming.
"""

from collections.abc import Callable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    Summary,
    generate_latest,
)

from index_builder.index.manifest import Manifest

# From 10 ms to ten minutes, which is how long a burst in one channel may take.
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 15, 60, 300, 600)


class Metrics:
    """The metrics of one bot, in a registry of their own."""

    def __init__(self) -> None:
        """Start every counter at 0."""
        self._registry = CollectorRegistry()
        self.questions = Counter(
            "playbook_questions", "Questions taken, by outcome.", ["outcome"],
            registry=self._registry,
        )  # fmt: skip
        self.repeats = Counter(
            "playbook_repeated_events", "Events received before.", registry=self._registry
        )
        self.limited = Counter(
            "playbook_rate_limited", "Posts that Slack asked to delay.", registry=self._registry
        )
        self.errors = Counter(
            "playbook_errors", "Questions that ended in an apology or without a reply.",
            registry=self._registry,
        )  # fmt: skip
        self.feedback = Counter(
            "playbook_feedback",
            "Feedback on answers: helpful, or what a sent dialog says is wrong.",
            ["verdict"], registry=self._registry,
        )  # fmt: skip
        self.seconds = Histogram(
            "playbook_reply_seconds", "From taking a question to its reply in Slack.",
            buckets=_SECONDS, registry=self._registry,
        )  # fmt: skip

    def gauge(self, name: str, help_text: str, read: Callable[[], float]) -> None:
        """Add a gauge; `read` is called for its value each time the metrics are read."""
        Gauge(f"playbook_{name}", help_text, registry=self._registry).set_function(read)

    def text(self) -> bytes:
        """Return the metrics in Prometheus' text format."""
        return generate_latest(self._registry)


class IndexMetrics:
    """The metrics of one served index, in a registry of their own."""

    def __init__(self) -> None:
        """Start with no generation in use."""
        self.registry = CollectorRegistry()
        self._generation = Info(
            "playbook_generation", "The generation in use.", registry=self.registry
        )
        self._passages = Gauge(
            "playbook_generation_passages", "Passages of the generation in use.",
            registry=self.registry,
        )  # fmt: skip
        self._switched = Gauge(
            "playbook_generation_switched_timestamp_seconds",
            "When the generation in use took over, in Unix time.", registry=self.registry,
        )  # fmt: skip
        self._switching = Summary(
            "playbook_generation_switch_seconds",
            "Time to open, check and warm a generation that then took over.",
            registry=self.registry,
        )
        self._refused = Counter(
            "playbook_generations_refused", "Reasons why a published index was refused.",
            registry=self.registry,
        )  # fmt: skip
        self._refusing = Gauge(
            "playbook_index_refused",
            "1 while the published index is refused and an older generation is in use.",
            registry=self.registry,
        )

    def took_over(self, manifest: Manifest, seconds: float) -> None:
        """Note the generation that took over, and the seconds it took to get it ready."""
        self._generation.info(
            {
                "name": manifest.generation,
                "encoder": manifest.encoder.name,
                "commit": manifest.commit or "",
            }
        )
        self._passages.set(manifest.passages)
        self._switched.set_to_current_time()
        self._switching.observe(seconds)

    def refused(self) -> None:
        """Note that the published index is refused."""
        self._refused.inc()
        self._refusing.set(1)

    def accepted(self) -> None:
        """Note that the published index is the one in use."""
        self._refusing.set(0)

    def text(self) -> bytes:
        """Return the metrics in Prometheus' text format."""
        return generate_latest(self.registry)
