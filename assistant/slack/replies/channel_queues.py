"""Work done by a few threads: in order within a queue, in parallel across queues.

A queue is usually a channel, since Slack limits posts by channel. Work that must wait raises
`Later` and keeps its place; meanwhile the thread goes on with other queues.
"""

import heapq
import logging
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable

_log = logging.getLogger(__name__)


class Later(Exception):
    """Raised by work to be tried again after some seconds; its queue waits with it."""

    def __init__(self, seconds: float) -> None:
        """Say how long."""
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


class ChannelQueues:
    """Threads that do the work put into queues."""

    def __init__(self, threads: int = 4) -> None:
        """Start the threads."""
        self._changed = threading.Condition()
        self._waiting: defaultdict[str, deque[Callable[[], None]]] = defaultdict(deque)
        self._ready: deque[str] = deque()  # queues with work that can be done now
        self._parked: list[tuple[float, str]] = []  # heap of waiting queues, by when to go on
        self._closing = False
        self._threads = [
            threading.Thread(target=self._run, name=f"queues-{at}", daemon=True)
            for at in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def put(self, queue: str, work: Callable[[], None], *, first: bool = False) -> int:
        """Put work at a queue's end, or `first` of all that waits; return the queue's length."""
        with self._changed:
            waiting = self._waiting[queue]
            if not waiting:
                self._ready.append(queue)
            if first:
                # The head may be in progress, and must stay in front.
                waiting.insert(1, work)
            else:
                waiting.append(work)
            self._changed.notify()
            return len(waiting)

    def waiting(self, queue: str | None = None) -> int:
        """Return how much work is in progress or waiting, in one queue or in all."""
        with self._changed:
            queues = [queue] if queue else list(self._waiting)
            return sum(len(self._waiting[name]) for name in queues if name in self._waiting)

    def close(self, seconds: float) -> bool:
        """Finish the work, for at most `seconds`; return whether all is done."""
        until = time.monotonic() + seconds
        with self._changed:
            done = self._changed.wait_for(lambda: not self._waiting, seconds)
            self._closing = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return done

    def _run(self) -> None:
        while (queue := self._next()) is not None:
            try:
                self._waiting[queue][0]()
            except Later as later:
                self._park(queue, later.seconds)
                continue
            except Exception:  # noqa: BLE001 - the outer edge: one failure must not end the thread
                _log.exception("a piece of work failed unexpectedly")
            self._done(queue)

    def _next(self) -> str | None:
        """Wait for a queue with work that can be done; return None when closing."""
        with self._changed:
            while not self._closing:
                now = time.monotonic()
                while self._parked and self._parked[0][0] <= now:
                    self._ready.append(heapq.heappop(self._parked)[1])
                if self._ready:
                    return self._ready.popleft()
                self._changed.wait(self._parked[0][0] - now if self._parked else None)
            return None

    def _park(self, queue: str, seconds: float) -> None:
        with self._changed:
            heapq.heappush(self._parked, (time.monotonic() + seconds, queue))
            self._changed.notify()

    def _done(self, queue: str) -> None:
        with self._changed:
            waiting = self._waiting[queue]
            waiting.popleft()
            if waiting:
                self._ready.append(queue)
            else:
                del self._waiting[queue]
            self._changed.notify_all()
