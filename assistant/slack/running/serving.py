"""The generation that a running bot answers from: it follows what is published, if it is sound.

A new generation is opened, checked and warmed beside the one that answers, then takes over at
once. A question takes `Serving.generation` and keeps it: all that an answer needs is in memory by
then, so that the folders may be replaced or removed meanwhile.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.answer import vocabulary
from assistant.answering.rereading import read
from assistant.slack.running import index_metrics
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

EVERY = 0.25  # seconds between two looks, which take under half a millisecond each
# Seconds after which a refused index is opened again though nothing in it changed: too little
# memory or too many open files are no fault of its own.
AGAIN = 30.0

_log = logging.getLogger(__name__)


class Serving:
    """Holds the generation that answers; a thread of its own looks for a newer one.

    `refused` is called with the reason where what is published fails its checks, once a reason;
    `changed` with the old and the new generation, after the new one took over. Both are called
    from that thread.
    """

    def __init__(
        self,
        index: Path,
        *,
        every: float = EVERY,
        refused: Callable[[str], None],
        changed: Callable[[Generation, Generation], None],
    ) -> None:
        self._index, self._every, self._changed = index, every, changed
        self._refusals = _Refusals(refused)
        self._generation: Generation | None = None
        self._stopped = threading.Event()
        self._looking = threading.Lock()
        self._thread = threading.Thread(target=self._follow, name="serving", daemon=True)

    @property
    def generation(self) -> Generation:
        """The generation that answers now; take it once a question."""
        if self._generation is None:
            raise RuntimeError("no generation answers before start()")
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
        """Follow the index no longer; the generation stays usable."""
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
        """Look now: where another generation has been published and is sound, it takes over."""
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
            except Exception:  # noqa: BLE001 an outer edge: whoever listens may fail, we follow on
                _log.exception("after a change of the generation that answers")

    def _newest_sound(self) -> Generation:
        refusals = []
        names = existing_generations(self._index)
        for name in names:
            state = _state(self._index)
            try:
                return _opened(self._index, name, None)
            except IndexRefused as error:
                refusals.append(error)
                self._refusals.add(state, error)
        if published_names(self._index) != names:
            # A builder removed those we were told of just as we opened them.
            return self._newest_sound()
        raise refusals[0]

    def _newly_published(self) -> Generation | None:
        """Open what is current now, unless it answers already or was refused as it is."""
        state = _state(self._index)
        if self._refusals.know(state):
            return None
        try:
            names = existing_generations(self._index)
            if names[0] == self.generation.name:
                self._refusals.clear()
                return None
            return _opened(self._index, names[0], self.generation)
        except Exception as error:  # noqa: BLE001 an outer edge: the old one answers on
            # What changed while it was opened is looked at again: a builder is at work on it.
            if _state(self._index) == state:
                self._refusals.add(state, error)
            return None

    def _take_over(self, new: Generation, started: float) -> None:
        self._generation = new
        seconds = time.perf_counter() - started
        _log.info("generation %s answers, ready in %.2f s", new.name, seconds)
        index_metrics.answers(new.manifest, seconds)


class _Refusals:
    """What was refused, so that each fault is told once and not opened twice a second."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._reasons: set[str] = set()
        self._state: Hashable = None
        self._until = 0.0

    def know(self, state: Hashable) -> bool:
        """Return whether this very state was refused, a short while ago."""
        return state == self._state and time.monotonic() < self._until

    def add(self, state: Hashable, error: Exception) -> None:
        """Remember a refusal; the first for this reason is logged, counted and told."""
        self._state, self._until = state, time.monotonic() + AGAIN
        reason = _reason(error)
        if reason in self._reasons:
            return
        self._reasons.add(reason)
        _log.warning("index refused, the generation before it answers on: %s", reason)
        index_metrics.refuses()
        self._tell(reason)

    def clear(self) -> None:
        """Forget: what is published now is what answers."""
        if self._reasons:
            self._reasons, self._state = set(), None
            index_metrics.refusing.set(0)


def _reason(error: Exception) -> str:
    if isinstance(error, PlaybookError):
        return str(error)
    return f"unexpected {type(error).__name__}: {error}"


def _opened(index: Path, name: str, like: Generation | None) -> Generation:
    """Open a generation ready to answer; models that are those of `like` are not loaded again.

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
    """Load what is loaded with the first question: that one must not wait, or find it gone."""
    text = generation.passages[0].text
    asked = generation.encoder.embed_query(text)
    generation.similarities(asked.vector)
    generation.lexical.scores(text)
    read(generation, asked, text, [0])
    vocabulary(generation)


def _state(index: Path) -> Hashable:
    """Return what tells one state of what is current from another: its files, none of them read."""
    folders = [index / ENCODERS, index / RERANKERS]
    folders += [index / GENERATIONS / name for name in published_names_or_empty(index)[:1]]
    walked = (held for folder in folders for held in os.walk(folder))
    files = sorted(f"{folder}/{name}" for folder, _, names in walked for name in names)
    return tuple((path, *_stamp(path)) for path in (str(index / POINTER), *files))


def _stamp(path: str) -> tuple[int, ...]:
    try:
        held = Path(path).stat()
    except OSError as error:
        return (error.errno or 0,)
    return held.st_ino, held.st_size, held.st_ctime_ns
