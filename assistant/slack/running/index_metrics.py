"""What the bot tells Prometheus of its index. Imported by the bot only: no command needs it.

Names follow prometheus.io/docs/practices/naming.
"""

from prometheus_client import Counter, Gauge, Info, Summary

from index_builder.index.manifest import Manifest

generation = Info("playbook_generation", "The generation of the index that answers")
passages = Gauge("playbook_generation_passages", "Passages of the generation that answers")
switched = Gauge(
    "playbook_generation_switched_timestamp_seconds",
    "When the generation that answers took over, in Unix time",
)
switching = Summary(
    "playbook_generation_switch_seconds",
    "Time to open, check and warm a generation that then took over",
)
refused = Counter(
    "playbook_generations_refused", "Faults for which a published index was refused, each once"
)
refusing = Gauge(
    "playbook_index_refused", "1 while what is published is refused and an older generation answers"
)


def answers(manifest: Manifest, seconds: float) -> None:
    """Note the generation that took over, and how long it took to make it ready."""
    generation.info(
        {
            "name": manifest.generation,
            "encoder": manifest.encoder.name,
            "commit": manifest.commit or "",
        }
    )
    passages.set(manifest.passages)
    switched.set_to_current_time()
    switching.observe(seconds)


def refuses() -> None:
    """Note that what is published is refused."""
    refused.inc()
    refusing.set(1)
