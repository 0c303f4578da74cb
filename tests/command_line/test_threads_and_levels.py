"""`playbook ask --thread` and `--sure`: what a question is understood from, how sure is enough."""

import json

import pytest

QUESTION = "How do I request data through P20 WIN?"
FOLLOW_UP = "how long does that take?"  # too vague alone, and the playbook does not say
NEXT = "what comes after that?"  # which it says
OUTSIDE = "What does a kilogram of bananas cost in Lisbon?"


def asked(playbook, index, *lines: str, options=()) -> list[dict]:
    done = playbook(
        "ask", "-", "--index", index, "--json", *options, stdin="\n".join(lines).encode()
    )
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_follow_up_is_looked_up_with_what_it_needs_of_the_thread(playbook, index):
    """Alone it would find anything; behind another one it is answered, and says how."""
    first, second = asked(playbook, index, QUESTION, NEXT, options=["--thread"])
    assert (first["searched"], first["earlier"]) == (QUESTION, [])
    assert second["question"] == NEXT
    assert second["searched"] == f"{NEXT} {QUESTION}"
    assert second["earlier"] == [QUESTION]
    assert second["answered"]
    assert second["citations"][0]["headings"][-1] == "What happens after you submit"


def test_a_follow_up_that_the_playbook_does_not_answer_gets_the_no(playbook, index):
    """What answers the question before it is no answer to this one."""
    first, second = asked(playbook, index, QUESTION, FOLLOW_UP, options=["--thread"])
    assert first["sure"]
    assert (second["answered"], second["reason"]) == (False, "not_in_playbook")


def test_lines_are_strangers_without_thread(playbook, index):
    """A file of questions is not a conversation unless one says so."""
    _, second = asked(playbook, index, QUESTION, FOLLOW_UP)
    assert (second["reason"], second["earlier"]) == ("too_vague", [])


def test_thanks_and_greetings_between_do_not_lose_the_thread(playbook, index):
    """However many: they are passed over."""
    *_, last = asked(
        playbook, index, QUESTION, *["thanks!", "", "hello"] * 3, FOLLOW_UP, options=["--thread"]
    )
    assert last["earlier"] == [QUESTION]


def test_a_question_that_stands_alone_leaves_the_old_subject(playbook, index):
    """A change of subject is looked up as if it came first."""
    new = "Which transfer channel is right for confidential data?"
    (alone,) = asked(playbook, index, new)
    *_, last = asked(playbook, index, QUESTION, new, options=["--thread"])
    assert last | {"elapsed_ms": 0} == alone | {"elapsed_ms": 0}


def test_what_was_not_looked_up_is_no_context(playbook, index):
    """Neither a pasted page nor small talk, however much of it, stands between two questions."""
    lines = [QUESTION, *["word " * 20_000] * 2, *["hello"] * 200, FOLLOW_UP]
    *_, last = asked(playbook, index, *lines, options=["--thread"])
    assert last["earlier"] == [QUESTION]


def test_the_text_says_what_was_searched_for(playbook, index):
    """Only where it is not what was typed."""
    lines = f"{QUESTION}\n{NEXT}\n".encode()
    done = playbook("ask", "-", "--thread", "--index", index, stdin=lines)
    said = done.stdout.decode().splitlines()
    searched = [line for line in said if line.startswith("Searched for:")]
    assert searched == [f"Searched for: {NEXT} {QUESTION}"]
    assert said[said.index(searched[0]) - 1] == f"? {NEXT}"
    assert done.returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "level", "status", "reason"),
    [
        (QUESTION, "0.99", 3, "not_in_playbook"),
        (QUESTION, "0.5", 0, None),
        (QUESTION, "0", 0, None),
        (OUTSIDE, "0", 0, None),
        (OUTSIDE, "1", 3, "off_topic"),
        ("", "0", 3, "empty"),
    ],
)
def test_sure_sets_from_where_on_it_answers(playbook, index, question, level, status, reason):
    """The level decides, and nothing else changes: not the passages, not the probability."""
    done = playbook("ask", question, "--index", index, "--json", "--sure", level)
    held = json.loads(done.stdout)
    assert (done.returncode, held["reason"], held["answered"]) == (status, reason, status == 0)
    (plain,) = asked(playbook, index, question or " ")
    assert held["citations"] == plain["citations"]
    assert held["probability"] == plain["probability"]


def test_at_level_0_an_answer_still_says_that_it_only_may_be_one(playbook, index):
    """To answer everything is not to be sure of everything."""
    done = playbook("ask", OUTSIDE, "--index", index, "--sure", "0")
    assert done.stdout.decode().startswith("Not sure: this may help\n")


@pytest.mark.parametrize("level", ["-0.1", "1.1", "nan", "inf", "x", ""])
def test_a_level_that_is_no_probability_is_wrong_usage(playbook, index, level):
    """Status 2, and nothing answered."""
    done = playbook("ask", QUESTION, "--index", index, "--sure", level)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--sure" in done.stderr
