"""The generation that a running process answers from: the newest published one that is sound.

A new generation is opened, checked and warmed beside the one in use, then takes over at once. A
question takes `Serving.generation` and keeps it: everything an answer needs is in memory by then,
so the folders may be replaced or removed meanwhile.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from assistant.answer import vocabulary
from assistant.answering.rereading import read
from index_builder.index.errors import IndexRefused, PlaybookError
from index_builder.index.generation import Generation, open_generation
from index_builder.index.layout import (
    ENCODERS,
    GENERATIONS,
    POINTER,
    RERANKERS,
    existing_generations,
    published_names,
    published_names_or_empty,
)
from index_builder.index.manifest import Manifest

EVERY = 0.25  # seconds between two looks at the index, each of which takes under 0.5 ms
# Seconds after which a refused index is opened again even if nothing in it changed: the cause may
# lie elsewhere, in too little memory or too many open files.
AGAIN = 30.0

_log = logging.getLogger(__name__)


class Metrics(Protocol):
    """Counts what becomes of the generations that are published."""

    def took_over(self, manifest: Manifest, seconds: float) -> None:
        """Note the generation that took over, and the seconds it took to get it ready."""

    def refused(self) -> None:
        """Note that the published index is refused."""

    def accepted(self) -> None:
        """Note that the published index is the one in use."""

    def text(self) -> bytes:
        """Return the counts in Prometheus' text format."""


class _Uncounted:
    """Counts nothing."""

    def took_over(self, manifest: Manifest, seconds: float) -> None: ...

    def refused(self) -> None: ...

    def accepted(self) -> None: ...

    def text(self) -> bytes:
        return b""


class Serving:
    """Holds the generation in use; a thread of its own looks for a newer one.

    `changed` is called from that thread with the old and the new generation, after the new one
    took over. If a published index is refused, each reason is logged and counted once. `prepare`
    loads what else is needed of a generation before it takes over; it may raise IndexRefused.
    """

    def __init__(
        self,
        index: Path,
        *,
        every: float = EVERY,
        changed: Callable[[Generation, Generation], None],
        prepare: Callable[[Generation], object] = lambda _generation: None,
        metrics: Metrics | None = None,
    ) -> None:
        self._index, self._every, self._changed = index, every, changed
        self._prepare = prepare
        self.metrics: Metrics = metrics or _Uncounted()
        self._refusals = _Refusals(self.metrics)
        self._generation: Generation | None = None
        self._stopped = threading.Event()
        self._looking = threading.Lock()
        self._thread = threading.Thread(target=self._follow, name="serving", daemon=True)

    @property
    def generation(self) -> Generation:
        """The generation in use; take it once for each question."""
        if self._generation is None:
            raise RuntimeError("no generation is in use before start()")
        return self._generation

    def start(self) -> None:
        """Open the current generation, or the newest one that is sound; then follow the index.

        Raises:
            IndexMissing: nothing has been published.
            IndexRefused: none of the published generations is sound.
        """
        started = time.perf_counter()
        self._take_over(self._newest_sound(), started)
        self._thread.start()

    def close(self) -> None:
        """Stop following the index; the generation stays usable."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def look(self) -> None:
        """Look now: if another generation has been published and is sound, it takes over."""
        with self._looking:
            old, started = self.generation, time.perf_counter()
            new = self._newly_published()
            if new is None:
                return
            self._take_over(new, started)
            self._refusals.clear()
        self._changed(old, new)

    def _follow(self) -> None:
        while not self._stopped.wait(self._every):
            try:
                self.look()
            except Exception:  # noqa: BLE001 - the outer edge: a listener may fail, following goes on
                _log.exception("a listener failed after the generation changed")

    def _newest_sound(self) -> Generation:
        refusals = []
        names = existing_generations(self._index)
        for name in names:
            state = _state(self._index)
            try:
                return self._opened(name, None)
            except IndexRefused as error:
                refusals.append(error)
                self._refusals.add(state, error)
        if published_names(self._index) != names:
            # A builder removed the generations just as we opened them.
            return self._newest_sound()
        raise refusals[0]

    def _newly_published(self) -> Generation | None:
        """Open the current generation, unless it is in use, or was refused and has not changed."""
        state = _state(self._index)
        if self._refusals.know(state):
            return None
        try:
            names = existing_generations(self._index)
            if names[0] == self.generation.name:
                self._refusals.clear()
                return None
            return self._opened(names[0], self.generation)
        except Exception as error:  # noqa: BLE001 - the outer edge: the old one stays in use
            # If the index changed meanwhile, a builder is at work on it: look again later.
            if _state(self._index) == state:
                self._refusals.add(state, error)
            return None

    def _opened(self, name: str, like: Generation | None) -> Generation:
        new = _opened(self._index, name, like)
        self._prepare(new)
        return new

    def _take_over(self, new: Generation, started: float) -> None:
        self._generation = new
        seconds = time.perf_counter() - started
        _log.info("now answering from generation %s, ready in %.2f s", new.name, seconds)
        self.metrics.took_over(new.manifest, seconds)


class _Refusals:
    """What was refused: each fault is logged once, and not every look opens the index again."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._reasons: set[str] = set()
        self._state: Hashable = None
        self._until = 0.0

    def know(self, state: Hashable) -> bool:
        """Return whether exactly this state was refused a short while ago."""
        return state == self._state and time.monotonic() < self._until

    def add(self, state: Hashable, error: Exception) -> None:
        """Remember a refusal; the first for a reason is logged and counted."""
        self._state, self._until = state, time.monotonic() + AGAIN
        reason = _reason(error)
        if reason in self._reasons:
            return
        self._reasons.add(reason)
        _log.warning("index refused, the previous generation stays in use: %s", reason)
        self._metrics.refused()

    def clear(self) -> None:
        """Forget all refusals: the published generation is the one in use."""
        if self._reasons:
            self._reasons, self._state = set(), None
            self._metrics.accepted()


def _reason(error: Exception) -> str:
    if isinstance(error, PlaybookError):
        return str(error)
    return f"unexpected {type(error).__name__}: {error}"


def _opened(index: Path, name: str, like: Generation | None) -> Generation:
    """Open a generation ready to answer; models that `like` has already are not loaded again.

    Raises:
        IndexRefused: it fails its checks.
    """
    new = open_generation(index, name)
    new.encoder.check()
    if new.reranker:
        new.reranker.check()
    if like and new.encoder == like.encoder:
        new = replace(new, encoder=like.encoder)
    if like and new.reranker == like.reranker:
        new = replace(new, reranker=like.reranker)
    _warm(new)
    return new


def _warm(generation: Generation) -> None:
    """Load what the first question needs, so that it neither waits for files nor misses any."""
    text = generation.passages[0].text
    embedding = generation.encoder.embed_query(text)
    generation.similarities(embedding.vector)
    generation.lexical.scores(text)
    read(generation, embedding, text, [0])
    vocabulary(generation)


def _state(index: Path) -> Hashable:
    """Return what identifies the index's current state: its files' stamps; none of them is read."""
    folders = [index / ENCODERS, index / RERANKERS]
    folders += [index / GENERATIONS / name for name in published_names_or_empty(index)[:1]]
    walks = (entry for folder in folders for entry in os.walk(folder))
    files = sorted(f"{folder}/{name}" for folder, _, names in walks for name in names)
    return tuple((path, *_stamp(path)) for path in (str(index / POINTER), *files))


def _stamp(path: str) -> tuple[int, ...]:
    try:
        stat = Path(path).stat()
    except OSError as error:
        return (error.errno or 0,)
    return stat.st_ino, stat.st_size, stat.st_ctime_ns
