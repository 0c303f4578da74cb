"""Work in queues: in order within one, side by side between them, waiting without a thread."""

import threading

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.slack.replies.channel_queues import ChannelQueues, Later


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2)), max_size=40))
def test_each_lane_keeps_its_order(work):
    """However often work waits, each queue does its work in the order it came, each piece once."""
    queues, done = ChannelQueues(3), {"a": [], "b": [], "c": []}

    def piece(queue: str, at: int, waits: int):
        left = [waits]

        def run() -> None:
            if left[0]:
                left[0] -= 1
                raise Later(0.001)
            done[queue].append(at)

        return run

    for at, (queue, waits) in enumerate(work):
        queues.put(queue, piece(queue, at, waits))
    assert queues.close(10)
    for queue, found in done.items():
        assert found == [at for at, (held, _) in enumerate(work) if held == queue]


def test_a_waiting_lane_holds_no_thread():
    """With one thread, while a queue waits for a minute, another is served."""
    queues, served = ChannelQueues(1), threading.Event()

    def late() -> None:
        raise Later(60)

    queues.put("slow", late)
    queues.put("quick", served.set)
    assert served.wait(10)
    assert queues.waiting("slow") == 1 and queues.waiting() >= 1
    assert not queues.close(0)


def test_a_failure_ends_neither_its_lane_nor_the_thread(caplog):
    """It is logged, and the work behind it is done."""
    queues, served = ChannelQueues(1), threading.Event()

    def broken() -> None:
        raise ValueError("broken")

    queues.put("a", broken)
    queues.put("a", served.set)
    assert served.wait(10) and queues.close(10)
    assert "a piece of work failed" in caplog.text


def test_what_is_put_first_comes_next():
    """Before everything that waits, but after what is under way."""
    queues, order, go = ChannelQueues(1), [], threading.Event()
    queues.put("a", lambda: go.wait(10))
    queues.put("a", lambda: order.append("last"))
    assert queues.put("a", lambda: order.append("first"), first=True) == 3
    go.set()
    assert queues.close(10)
    assert order == ["first", "last"]
