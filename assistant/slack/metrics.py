"""What is counted for those who run the bot: Prometheus' text format, at /metrics."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

# From 10 ms to ten minutes, which a burst may take in one channel.
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 15, 60, 300, 600)


class Metrics:
    """The counters of one bot, in a registry of their own."""

    def __init__(self) -> None:
        """Start at nothing."""
        self._registry = CollectorRegistry()
        self.questions = Counter(
            "playbook_questions", "Questions taken, by what became of them.", ["outcome"],
            registry=self._registry,
        )  # fmt: skip
        self.repeats = Counter(
            "playbook_repeated_events", "Events that had come before.", registry=self._registry
        )
        self.limited = Counter(
            "playbook_rate_limited", "Posts that Slack asked to wait with.",
            registry=self._registry,
        )  # fmt: skip
        self.errors = Counter(
            "playbook_errors", "Questions that ended in an apology or nowhere.",
            registry=self._registry,
        )  # fmt: skip
        self.feedback = Counter(
            "playbook_feedback", "What people said of answers.", ["verdict"],
            registry=self._registry,
        )  # fmt: skip
        self.seconds = Histogram(
            "playbook_reply_seconds", "From taking a question to its reply in Slack.",
            buckets=_SECONDS, registry=self._registry,
        )  # fmt: skip

    def gauge(self, name: str, what: str, read: Callable[[], float]) -> None:
        """Add a value that is read whenever the metrics are."""
        Gauge(f"playbook_{name}", what, registry=self._registry).set_function(read)

    def text(self) -> bytes:
        """Return all of it in Prometheus' text format."""
        return generate_latest(self._registry)
