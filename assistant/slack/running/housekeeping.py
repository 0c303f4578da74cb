"""What the bot does in the background: goes on with what others left, and forgets in time."""

import logging
import threading
from collections.abc import Callable

from assistant.slack.memory.store import Store, keep_from
from assistant.slack.replies.replying import Replying

_log = logging.getLogger(__name__)
BEAT = 5.0  # seconds
_FORGETTING = 720  # beats between two: an hour


class Housekeeper:
    """A thread that beats until it is stopped."""

    def __init__(
        self, store: Store, replying: Replying, *, keep_days: int, clock: Callable[[], float]
    ) -> None:
        """Nothing beats yet."""
        self._store = store
        self._replying = replying
        self._keep_days = keep_days
        self._clock = clock
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heart", daemon=True)

    def start(self) -> None:
        """Take over at once what others left."""
        self.beat()
        self._thread.start()

    def stop(self) -> None:
        """Beat no more."""
        self._stopped.set()
        self._thread.join()

    def beat(self) -> None:
        """Go on with the questions of a process that ended before it had answered them."""
        for question, maybe_there in self._store.take_over():
            _log.info("question %s was left unanswered: taken over", question.id)
            self._replying.begin(question, maybe_there=maybe_there)

    def _run(self) -> None:
        beats = 0
        while not self._stopped.is_set():
            try:
                if beats % _FORGETTING == 0:
                    self._store.forget(keep_from(self._clock(), self._keep_days))
                if beats:
                    self.beat()
            except Exception:  # noqa: BLE001 - the outer edge: a busy file must not end the thread
                _log.exception("a heartbeat failed")
            beats += 1
            self._stopped.wait(BEAT)
