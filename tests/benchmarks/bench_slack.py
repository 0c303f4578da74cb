"""How long the bot takes: `python tests/benchmarks/bench_slack.py [--index DIR] [--runs N]`.

The real command runs as a process of its own against the fake Slack, a thread of this process on
the same machine, in Socket Mode and by HTTP. A time runs from the moment Slack sends an event to
the moment the call that posts the answer comes in; it leaves out the time Slack takes to accept the
post. One asker asks N times, each time after the last answer; twenty askers ask at once, N / 20
times each, first in direct messages and then in one channel. The memory is the process's resident
set after all of that.
"""

import argparse
import itertools
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from slack.bot.processes import listening, process  # noqa: E402 - the paths come first
from slack.fake import AppSettings, Channel, FakeSlack, Message, User  # noqa: E402

from assistant.slack.setup.app_manifest import app_manifest  # noqa: E402

QUESTIONS = (
    "How do I request data through P20 WIN?",
    "What goes into a data sharing agreement?",
    "How should files be sent securely?",
    "What does a kilogram of bananas cost in Lisbon?",
)
ASKERS = 20


@contextmanager
def bot(index: Path, mode: str) -> Iterator[tuple[FakeSlack, "subprocess.Popen[bytes]"]]:
    """Run the bot against a fake Slack that checks no blocks."""
    app = AppSettings.from_manifest(app_manifest())
    with FakeSlack(app, by_schema=False) as fake, tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        options = ["--index", index, "--state", Path(folder) / "state", "--port", "0"]
        options += ["--http"] if mode == "http" else []
        with process(fake, log, options, env=fake.environment) as started:
            if mode == "http":
                fake.request_url = f"{listening(fake, log)}/slack/events"
            else:
                fake.wait_connected(timeout=60)
            yield fake, started


def taken(fake: FakeSlack, asked: list[Message]) -> list[float]:
    """Wait for the answers; return the seconds from each event to the call that answers it."""
    for question in asked:
        fake.wait_for(lambda question=question: fake.replies(question), 120)
    calls = {call.arguments.get("thread_ts"): call.at for call in fake.calls("chat.postMessage")}
    sent = {question.ts: fake.deliveries(of=question) for question in asked}
    return [
        calls[ts] - min(held.attempts[0].sent_at for held in deliveries)
        for ts, deliveries in sent.items()
    ]


def one_by_one(fake: FakeSlack, user: User, runs: int) -> list[float]:
    """Ask in direct messages, each after the answer to the last."""
    questions = itertools.islice(itertools.cycle(QUESTIONS), runs)
    return [held for text in questions for held in taken(fake, [fake.dm(user, text)])]


def at_once(fake: FakeSlack, users: list[User], runs: int, channel: Channel | None) -> list[float]:
    """Let everybody ask at once, in one channel or each directly."""
    found = []
    for _ in range(max(1, runs // len(users))):
        texts = itertools.cycle(QUESTIONS)
        if channel:
            asked = [fake.say(channel, held, next(texts), mention=True) for held in users]
        else:
            asked = [fake.dm(held, next(texts)) for held in users]
        found += taken(fake, asked)
    return found


def row(name: str, seconds: list[float]) -> str:
    """Return a line of the table, in milliseconds."""
    cut = statistics.quantiles(seconds, n=100, method="inclusive")
    numbers = (cut[49], cut[98], max(seconds))
    return f"{name:<44}{len(seconds):>5}" + "".join(f"{1e3 * held:>9.1f}" for held in numbers)


def resident_mb(started: "subprocess.Popen[bytes]") -> int:
    """Return the resident memory of a process; stop with an error if it has loaded torch."""
    proc = Path(f"/proc/{started.pid}")
    if "torch" in (proc / "maps").read_text():
        raise SystemExit("the bot's process has loaded torch")
    found = re.search(r"VmRSS:\s+(\d+) kB", (proc / "status").read_text())
    return int(found[1]) // 1000 if found else 0


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--index", type=Path, default=Path(".playbook"))
    parser.add_argument("--runs", type=int, default=200)
    options = parser.parse_args()
    print(f"{'ms':<44}{'n':>5}{'p50':>9}{'p99':>9}{'max':>9}")
    for mode in ("socket", "http"):
        began = time.perf_counter()
        with bot(options.index.resolve(), mode) as (fake, started):
            ready = time.perf_counter() - began
            users = [fake.user(f"asker{at}") for at in range(ASKERS)]
            channel = fake.channel("general", *users)
            one_by_one(fake, users[0], 4)  # not counted: the first questions are slower
            print(row(f"{mode}: one asker", one_by_one(fake, users[0], options.runs)))
            print(row(f"{mode}: 20 at once, directly", at_once(fake, users, options.runs, None)))
            print(row(f"{mode}: 20 at once, in one channel",
                      at_once(fake, users, options.runs, channel)))  # fmt: skip
            print(f"{mode}: resident memory {resident_mb(started)} MB; started in {ready:.1f} s")


if __name__ == "__main__":
    main()
