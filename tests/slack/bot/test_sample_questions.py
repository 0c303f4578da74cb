"""The questions shown as examples are real ones that the playbook answers; headings are none."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import ask
from assistant.evaluation.question_file import read_questions
from assistant.slack.memory.slack_question import RecordedReply, SlackQuestion
from assistant.slack.memory.store import Store
from assistant.slack.replies.sample_questions import (
    MOST,
    MOST_TRIED,
    SampleQuestions,
    asked_alike,
    judged_samples,
)
from assistant.slack.setup.settings import Settings
from assistant.slack.setup.settings_in_use import SettingsInUse
from assistant.slack.views.prompts import MOST_PROMPTS, suggested_prompts

QUESTIONS = Path(__file__).parents[3] / "content" / "_questions.jsonl"
TEAM = "T1"


def test_the_shipped_questions_give_five(served):
    """Each answered without reserve by a quote judged right, of five pages, found quickly."""
    generation, asked = served.generation, []

    def answers(question):
        asked.append(question)
        return ask(generation, question)

    judged = read_questions(QUESTIONS)
    shown = judged_samples(judged, generation, answers)
    assert len(shown) == MOST and len(asked) <= MOST_TRIED
    gold = {" ".join(one.text.split()): one for one in judged}
    paths = set()
    for question in shown:
        assert len(question) <= 75
        answer = ask(generation, question)
        assert answer.sure
        first = answer.citations[0].passage
        quotes = [quote for row in gold[question].gold for quote in row.quotes]
        held = "".join(first.quote.split())
        assert any("".join(quote.split()) in held for quote in quotes)
        paths.add(first.path)
    assert len(paths) == MOST
    assert judged_samples(judged, generation, lambda text: ask(generation, text)) == shown


def test_no_more_are_tried_than_is_worth_it(served):
    """A file that the index does not answer is given up; pages are tried in turn."""
    generation, asked = served.generation, []
    no = ask(generation, "What does a kilogram of bananas cost in Lisbon?")

    def answers(question):
        asked.append(question)
        return no

    judged = read_questions(QUESTIONS)
    assert judged_samples(judged, generation, answers) == ()
    assert len(asked) == MOST_TRIED == len(set(asked))
    page = {one.text: one.gold[0].path for one in judged if one.gold}
    assert len({page[question] for question in asked[:9]}) == 9


def test_what_is_no_example(served):
    """Questions without an answer, and those that fit no button, are not even tried."""
    judged = read_questions(QUESTIONS)
    unfit = [one for one in judged if not one.answerable]
    unfit += [replace(one, text=f"{one.text} {'really ' * 12}?") for one in judged]
    assert judged_samples(unfit, served.generation, lambda _text: pytest.fail("tried")) == ()


def test_questions_that_several_people_asked_in_the_same_words():
    """Two people are needed, and nobody who was not helped; most people come first."""
    asked = [
        ("How do I feed goats?", "U1", True),
        ("What is  hay?", "U1", True),
        ("what is hay?", "U2", True),
        ("How do I feed goats?", "U1", True),  # the same person again
        ("Who shears?", "U1", True),
        ("who shears?", "U2", False),
        ("WHAT IS THIS?", "U1", True),
        ("what is this?", "U2", True),
        ("What is this?", "U3", True),
        ("x" * 76, "U1", True),
        ("x" * 76, "U2", True),
    ]
    assert asked_alike(asked) == ["WHAT IS THIS?", "What is hay?"]


def remembered(store, text, asker, *, team=TEAM, verdict="", answered=True):
    """Keep a question as one that was replied to."""
    at = 1000.0 + len(store._database.rows("SELECT 1 FROM questions"))
    question = SlackQuestion(
        id=f"q{at}", team=team, channel="C1", ts=f"{at}", thread=f"{at}", asker=asker, text=text,
        surface="channel", insists=True, at=at,
    )  # fmt: skip
    store.take(question, f"Ev{at}")
    reply = RecordedReply(
        question=question, generation="g", passages=("p",), quoted="w", answered=answered,
        leads_on=True,
    )  # fmt: skip
    assert store.posting(reply)
    store.posted(question, f"{at}5")
    if verdict:
        store.give_feedback(question.id, "U9", verdict, "", at)


@pytest.fixture
def store(tmp_path):
    """An empty memory."""
    held = Store(tmp_path / "bot.sqlite")
    yield held
    held.close()


def shown(samples, generation, team=TEAM):
    """What is shown, as soon as it is known."""
    found = []
    samples.when_known(generation, team, found.append)
    samples._thread.submit(lambda: None).result(30)
    return found[0]


def test_without_a_file_they_come_from_the_bots_own_log(store, served):
    """Only of the same workspace, answered then and now, and held against nobody's will."""
    sure, other = "What is an E-MOU?", "How do I request data through P20 WIN?"
    for asker in ("U1", "U2"):
        remembered(store, sure, asker)
        remembered(store, other, asker, verdict="wrong" if asker == "U2" else "helpful")
        remembered(store, "What is P20 WIN?", asker, team="T2")
        remembered(store, "What does a kilogram of bananas cost in Lisbon?", asker)
        remembered(store, "Who is it for?", asker, answered=False)
    samples = SampleQuestions(SettingsInUse(Settings()), store)
    assert samples.known(served.generation)
    assert shown(samples, served.generation) == (sure,)
    assert shown(samples, served.generation, "T3") == ()
    samples.close()


def test_each_generation_is_asked_once(store, served, tmp_path):
    """They are kept; a rebuilt index is asked again; a file that is gone gives none."""
    path = tmp_path / "q.jsonl"
    path.write_text(QUESTIONS.read_text(encoding="utf-8"), encoding="utf-8")
    samples, generation = (
        SampleQuestions(SettingsInUse(Settings(questions=path)), store),
        served.generation,
    )
    assert not samples.known(generation)
    first = shown(samples, generation)
    assert len(first) == MOST and samples.known(generation)
    path.unlink()
    assert shown(samples, generation) == first
    rebuilt = replace(generation, manifest=replace(generation.manifest, commit="another"))
    assert not samples.known(rebuilt)
    assert shown(samples, rebuilt) == ()
    samples.close()


def test_a_bot_that_stops_looks_for_no_more(store, served, caplog):
    """It ends at once, whatever is still to be tried; nothing fails, then or afterwards."""
    samples = SampleQuestions(SettingsInUse(Settings(questions=QUESTIONS)), store)
    found = []
    samples._stopped.set()
    samples.when_known(served.generation, TEAM, found.append)
    samples.close()
    samples.when_known(served.generation, TEAM, found.append)
    assert not found
    assert "Traceback" not in caplog.text


def test_prompts_are_questions():
    """At most four, whole, since Slack sends the message that is shown."""
    questions = [f"Question {at}?" for at in range(6)]
    prompts = suggested_prompts(questions)
    assert [one["message"] for one in prompts] == questions[:MOST_PROMPTS]
    assert all(one["title"] == one["message"] for one in prompts)
    assert json.dumps(prompts) and suggested_prompts([]) == []
