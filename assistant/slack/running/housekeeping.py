"""The bot's background work: takes over questions that others left behind, and forgets old ones."""

import logging
import threading
from collections.abc import Callable

from assistant.slack.memory.store import Store, keep_from
from assistant.slack.replies.replying import Replying

_log = logging.getLogger(__name__)
EVERY = 5.0  # seconds between two rounds
_FORGETTING = 720  # rounds from one deletion of old questions to the next: an hour


class Housekeeper:
    """A thread that does its work in rounds until it is stopped."""

    def __init__(
        self,
        store: Store,
        replying: Replying,
        *,
        keep_days: Callable[[], int],
        clock: Callable[[], float],
    ) -> None:
        """Prepare the thread; `clock` gives seconds since 1970."""
        self._store = store
        self._replying = replying
        self._keep_days = keep_days
        self._clock = clock
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="housekeeper", daemon=True)

    def start(self) -> None:
        """Take over at once what other processes left, then start the rounds."""
        self.take_over()
        self._thread.start()

    def stop(self) -> None:
        """Start no more rounds, and wait for the one in progress."""
        self._stopped.set()
        self._thread.join()

    def take_over(self) -> None:
        """Continue with the questions of processes that ended before answering them."""
        for question, maybe_there in self._store.take_over():
            _log.info("question %s was left unanswered: taken over", question.id)
            self._replying.begin(question, maybe_there=maybe_there)

    def _run(self) -> None:
        rounds = 0
        while not self._stopped.is_set():
            try:
                if rounds % _FORGETTING == 0:
                    self._store.forget(keep_from(self._clock(), self._keep_days()))
                if rounds:
                    self.take_over()
            except Exception:  # noqa: BLE001 - the outer edge: a busy file must not end the thread
                _log.exception("a round of housekeeping failed")
            rounds += 1
            self._stopped.wait(EVERY)
