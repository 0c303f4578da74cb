"""Work in lanes: in order within one, side by side between them, waiting without a thread."""

import threading

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.slack.replies.channel_queues import ChannelQueues, Later


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2)), max_size=40))
def test_each_lane_keeps_its_order(work):
    """Whatever waits how often: each lane's work is done in the order it came, all of it once."""
    lanes, done = ChannelQueues(3), {"a": [], "b": [], "c": []}

    def piece(lane: str, at: int, waits: int):
        left = [waits]

        def run() -> None:
            if left[0]:
                left[0] -= 1
                raise Later(0.001)
            done[lane].append(at)

        return run

    for at, (lane, waits) in enumerate(work):
        lanes.put(lane, piece(lane, at, waits))
    assert lanes.close(10)
    for lane, found in done.items():
        assert found == [at for at, (held, _) in enumerate(work) if held == lane]


def test_a_waiting_lane_holds_no_thread():
    """With one thread, while a lane waits for a minute, another is served."""
    lanes, served = ChannelQueues(1), threading.Event()

    def late() -> None:
        raise Later(60)

    lanes.put("slow", late)
    lanes.put("quick", served.set)
    assert served.wait(10)
    assert lanes.waiting("slow") == 1 and lanes.waiting() >= 1
    assert not lanes.close(0)


def test_a_failure_ends_neither_its_lane_nor_the_thread(caplog):
    """It is logged; what stands behind it is done."""
    lanes, served = ChannelQueues(1), threading.Event()

    def broken() -> None:
        raise ValueError("broken")

    lanes.put("a", broken)
    lanes.put("a", served.set)
    assert served.wait(10) and lanes.close(10)
    assert "a piece of work failed" in caplog.text


def test_what_is_put_first_comes_next():
    """Before all that waits, after what is under way."""
    lanes, order, go = ChannelQueues(1), [], threading.Event()
    lanes.put("a", lambda: go.wait(10))
    lanes.put("a", lambda: order.append("last"))
    assert lanes.put("a", lambda: order.append("first"), first=True) == 3
    go.set()
    assert lanes.close(10)
    assert order == ["first", "last"]
