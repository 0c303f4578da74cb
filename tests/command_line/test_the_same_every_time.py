"""The same question over the same index gives the same output, in whichever process."""

import json
import re

import pytest

QUESTIONS = b"""\
How do I request data through P20 WIN?
how long does that take?
thanks!
minimum password length for sft.ct.gov
How do I reqest data thru P20 WIN?
What does an SFT account cost?
What is the salary of a data analyst?
how do I boil an egg
what about universities

How many days does the Data Governing Board have to decide on a request?
"""
ELAPSED = re.compile(rb'"elapsed_ms": [0-9.]+')


@pytest.mark.slow
@pytest.mark.parametrize("options", [("--top", "10"), ("--thread",), ("--sure", "0.6")], ids=str)
def test_json_differs_in_the_time_alone(playbook, index, options):
    """Byte for byte, though sets and dicts of strings are laid out anew in each process."""
    first, second = (
        playbook(
            "ask", "-", "--json", "--index", index, *options, stdin=QUESTIONS,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "4242")
    )  # fmt: skip
    assert len(first.splitlines()) == len(QUESTIONS.splitlines())
    assert all(ELAPSED.search(line) for line in first.splitlines())
    assert ELAPSED.sub(b"", first) == ELAPSED.sub(b"", second)
    reasons = {json.loads(line)["reason"] for line in first.splitlines()}
    assert reasons >= {None, "empty", "not_a_question", "off_topic", "not_in_playbook"}


@pytest.mark.slow
def test_text_does_not_differ_at_all(playbook, index):
    """Each candidate with each signal included."""
    first, second = (
        playbook(
            "ask", "-", "--thread", "--explain", "--index", index, stdin=QUESTIONS,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "4242")
    )  # fmt: skip
    assert first.count(b"\n? ") + 1 == len(QUESTIONS.splitlines())
    assert first == second


def test_a_question_is_answered_alike_alone_and_among_others(playbook, index):
    """What was asked before leaves no trace, but in a thread."""
    *_, last = playbook("ask", "-", "--json", "--index", index, stdin=QUESTIONS).stdout.splitlines()
    alone = playbook("ask", json.loads(last)["question"], "--json", "--index", index).stdout.strip()
    assert ELAPSED.sub(b"", last) == ELAPSED.sub(b"", alone)
