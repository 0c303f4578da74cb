"""Work done by a few threads: in order within a lane, side by side between lanes.

A lane is a channel, since that is what Slack limits posts by. Work that must wait says so and keeps
its place; the thread goes on with other lanes meanwhile.
"""

import heapq
import logging
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable

_log = logging.getLogger(__name__)


class Later(Exception):
    """Raised by work that is to be tried again after some seconds; its lane waits with it."""

    def __init__(self, seconds: float) -> None:
        """Say how long."""
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


class ChannelQueues:
    """Threads that do what is put into lanes."""

    def __init__(self, threads: int = 4) -> None:
        """Start the threads."""
        self._changed = threading.Condition()
        self._waiting: defaultdict[str, deque[Callable[[], None]]] = defaultdict(deque)
        self._ready: deque[str] = deque()  # lanes with work that can be done now
        self._parked: list[tuple[float, str]] = []  # heap of lanes that wait, by when to go on
        self._closing = False
        self._threads = [
            threading.Thread(target=self._run, name=f"lanes-{at}", daemon=True)
            for at in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def put(self, lane: str, work: Callable[[], None], *, first: bool = False) -> int:
        """Put work at a lane's end, or before what waits in it; gives how much waits there."""
        with self._changed:
            held = self._waiting[lane]
            if not held:
                self._ready.append(lane)
            if first:
                # The head may be under way, and must stay in front.
                held.insert(1, work)
            else:
                held.append(work)
            self._changed.notify()
            return len(held)

    def waiting(self, lane: str | None = None) -> int:
        """Return how much is under way or waits, in one lane or in all."""
        with self._changed:
            lanes = [lane] if lane else list(self._waiting)
            return sum(len(self._waiting[held]) for held in lanes if held in self._waiting)

    def close(self, seconds: float) -> bool:
        """Do what is there, for so many seconds at the most; True where all is done."""
        until = time.monotonic() + seconds
        with self._changed:
            done = self._changed.wait_for(lambda: not self._waiting, seconds)
            self._closing = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return done

    def _run(self) -> None:
        while (lane := self._next()) is not None:
            try:
                self._waiting[lane][0]()
            except Later as later:
                self._park(lane, later.seconds)
                continue
            except Exception:  # noqa: BLE001 - the outer edge: one failure must not end the thread
                _log.exception("a piece of work failed unexpectedly")
            self._done(lane)

    def _next(self) -> str | None:
        """Wait for a lane with work that can be done; None at the end."""
        with self._changed:
            while not self._closing:
                now = time.monotonic()
                while self._parked and self._parked[0][0] <= now:
                    self._ready.append(heapq.heappop(self._parked)[1])
                if self._ready:
                    return self._ready.popleft()
                self._changed.wait(self._parked[0][0] - now if self._parked else None)
            return None

    def _park(self, lane: str, seconds: float) -> None:
        with self._changed:
            heapq.heappush(self._parked, (time.monotonic() + seconds, lane))
            self._changed.notify()

    def _done(self, lane: str) -> None:
        with self._changed:
            held = self._waiting[lane]
            held.popleft()
            if held:
                self._ready.append(lane)
            else:
                del self._waiting[lane]
            self._changed.notify_all()
