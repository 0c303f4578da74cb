"""The judged threads are what they say; the shipped fit keeps its manners on those kept aside."""

import json
from collections import Counter

import pytest

from assistant.asking import addressee
from assistant.asking.addressee import (
    ASKED_ALONE,
    Evidence,
    ThreadState,
    address_score,
    features,
    fitted,
    measured,
    speaks,
)
from index_builder.index.generation import open_current

from ..bot.harness import quiet, running
from .__main__ import spoke
from .judged import KEPT_ASIDE, handbook, looked_up, sets
from .lookups import SHARED
from .measures import measure

NEXT = ThreadState(asked=True, asked_last=True, others_since=0, wrote_since=False)
TALKING = ThreadState(asked=False, asked_last=False, others_since=2, wrote_since=True)


@pytest.mark.parametrize("name", sets())
def test_the_threads_are_whole(name):
    """Each begins with a question to the bot; ids differ; about half is meant for it."""
    rows = sets()[name]
    assert len({row.id for row in rows}) == len(rows)
    assert all(row.earlier and row.written.strip() for row in rows)
    meant = Counter(row.for_bot for row in rows)
    assert min(meant.values()) >= 60 and abs(meant[True] - meant[False]) < 15


@pytest.mark.parametrize("name", [name for name in sets() if name.startswith("content")])
def test_the_quotes_are_the_pages(name):
    """What a row over our own pages gives as the answer stands in them."""
    pages = "\n".join(
        path.read_text("utf-8") for path in sorted(handbook(name, SHARED).glob("*.md"))
    )
    quoted = [row for row in sets()[name] if row.is_answered]
    assert [row.id for row in quoted if row.quote not in pages or not row.quote] == []


@pytest.mark.slow
def test_those_kept_aside(index):
    """At most 2 % of what is not meant for it gets a post; most of what it can answer does."""
    generation = open_current(index)
    judged = [looked_up(row, generation) for name in KEPT_ASIDE for row in sets()[name]]
    found = measure((row, spoke(row)) for row in judged)
    assert found.interrupted.count <= 0.02 * found.interrupted.of
    assert found.heard.count >= 0.8 * found.heard.of


@pytest.mark.slow
def test_the_running_bot_does_what_is_measured(fake, index, tmp_path, served):
    """A sample of the threads as people's messages through Slack: the same posts, no others."""
    generation = open_current(index)
    rows = [row for name in KEPT_ASIDE for row in sets()[name]][::15]
    with running(fake, index, tmp_path, opened=served) as bot:
        for row in rows:
            assert _posts(fake, bot, row) == spoke(looked_up(row, generation)), row.id


def _posts(fake, bot, row):
    """Play a thread, and say whether its last message gets a post."""
    users = {}
    channel = fake.channel(f"of-{row.id}")

    def user(name):
        if name not in users:
            users[name] = fake.user(f"{name}-{row.id}")
            fake.join(channel, users[name])
        return users[name]

    def written(text):
        for word in {word for word in text.split() if word.startswith("@")}:
            text = text.replace(word, user(word.strip("@?,.!")).mention)
        return text

    first = None
    for who, text in row.thread:
        if text is None:
            quiet(fake, bot)
        else:
            first = _say(fake, channel, user(who), text, first, written)
    quiet(fake, bot)
    before = len(fake.posts(channel))
    _say(fake, channel, user(row.author), row.written, first, written)
    quiet(fake, bot)
    return len(fake.posts(channel)) > before


def _say(fake, channel, user, text, first, written):
    mention = "@playbook" in text
    said = written(text.replace("@playbook", "").strip())
    more = {"thread_ts": first.ts} if first else {}
    message = fake.say(channel, user, said, mention=mention, **more)
    return first or message


def test_features_name_no_subject():
    """Two questions that differ only in what they ask about have the same features."""
    one = features("who signs the budget, and does it take long?", NEXT)
    assert one == features("who signs the contract, and does it take long?", NEXT)
    assert one != features("who signs the budget, and does it take long?", TALKING)


def test_the_fit_is_whole():
    """Every weight is a feature's that can occur, and the vector is the shipped encoder's."""
    fit = fitted()
    known = {name for name, _ in measured(Evidence(probability=0.5, sure=True))}
    kinds = ("word ", "shape ", "opens ")
    plain = {"short", "long", "names the bot", "no question", "asked", "asked last", "alone",
             "asked last, alone", "next", "several since", "in talk"}  # fmt: skip
    assert all(name.startswith(kinds) or name in plain | known for name in fit.weights)
    raw = json.loads((addressee.files("assistant.asking") / "addressee.json").read_text("utf-8"))
    assert len(fit.vector) == 384 == len(raw["vector"])
    assert fit.least_without_vector > 0


def test_evidence_and_thread_count():
    """The better the answer and the quieter the thread, the sooner it speaks."""
    text, fit = "who signs it", fitted()
    nothing = [0.0] * len(fit.vector)
    assert address_score(text, NEXT) > address_score(text, TALKING)
    assert address_score("can you send me that?", NEXT) < address_score(text, NEXT)
    sure, poor = Evidence(probability=0.98, sure=True), Evidence(probability=0.02, sure=False)
    gained = sum(fit.weights[name] * value for name, value in measured(sure))
    enough = fit.least - gained + 0.01  # with the best answer
    assert speaks(enough, sure, nothing, fit.encoder)
    assert not speaks(enough, poor, nothing, fit.encoder)
    assert not speaks(-50, sure, nothing, "another")
    assert ASKED_ALONE == NEXT
