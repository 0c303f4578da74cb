"""What the buttons beneath an answer do, even if it is long or only one person sees it."""

import pytest

from .harness import LONG, NOT_THERE, OTHER, SURE, answered, quiet

NEAR = "How many business days does OPM take to review a proposal for data on beekeeping?"


def test_helpful(fake, start, mode):
    """It is kept, and only that person is thanked; pressed twice, it counts once."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(mode=mode) as bot:
        [answer] = answered(fake, fake.say(general, ana, SURE, mention=True))
        fake.click(answer, ana, "answer_helpful")
        fake.click(answer, ana, "answer_helpful")
        fake.wait_for(lambda: len(fake.ephemerals(general, ana)) == 2 or None)
        quiet(fake, bot)
        kept = bot.bot.store._database.rows("SELECT * FROM feedback")
    assert [row["verdict"] for row in kept] == ["helpful"]
    assert len(fake.posts(general)) == 1


def test_not_helpful_asks_why(fake, start, mode):
    """A dialog opens; what is sent with it is kept."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(mode=mode) as bot:
        [answer] = answered(fake, fake.say(general, ana, SURE, mention=True))
        fake.click(answer, ana, "answer_not_helpful")
        [dialog] = fake.wait_for(fake.modals)
        chosen = {"selected_option": {"value": "incomplete"}}
        fake.submit(
            dialog, ana,
            {"feedback_verdict": {"feedback_verdict": chosen},
             "feedback_comment": {"feedback_comment": {"value": "Step 3 is missing."}}},
        )  # fmt: skip
        quiet(fake, bot)
        [kept] = bot.bot.store._database.rows("SELECT * FROM feedback")
    assert (kept["verdict"], kept["comment"]) == ("incomplete", "Step 3 is missing.")
    assert kept["user"] == ana.id


@pytest.mark.parametrize("private", [False, True])
def test_the_rest_of_the_section_is_shown_to_one(fake, start, private):
    """Whoever presses sees the whole section; the channel stays as it is."""
    ana, bob = fake.user("ana"), fake.user("bob")
    general = fake.channel("general", ana, bob)
    with start() as bot:
        if private:
            fake.command(general, ana, LONG)
            [answer] = fake.wait_for(lambda: fake.ephemerals(general, ana))
        else:
            [answer] = answered(fake, fake.say(general, ana, LONG, mention=True))
        fake.click(answer, ana, "answer_more")
        fake.wait_for(lambda: len(fake.ephemerals(general, ana)) > private or None)
        quiet(fake, bot)
        more = fake.ephemerals(general, ana)[private:]
    assert more and all(held.blocks for held in more)
    assert len(fake.posts(general)) == (0 if private else 1)
    assert not fake.ephemerals(general, bob)


def test_a_button_of_a_forgotten_answer(fake, start):
    """After the time that is set an answer is forgotten: the button says so."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(settings='[default]\nowner = "U0"') as bot:
        [answer] = answered(fake, fake.say(general, ana, LONG, mention=True))
        quiet(fake, bot)
        bot.bot.store.forget(bot.bot.clock() + 1)
        fake.click(answer, ana, "answer_more")
        fake.wait_for(lambda: fake.ephemerals(general, ana))
        assert "no longer have" in fake.ephemerals(general, ana)[0].text


def test_without_an_owner_there_is_no_such_button(fake, start):
    """Nobody is promised a person who isn't there."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start():
        [answer] = answered(fake, fake.say(general, ana, SURE, mention=True))
        [no] = answered(fake, fake.say(general, ana, NOT_THERE, mention=True))
    assert "ask_person" not in f"{answer.blocks}{no.blocks}"


def test_notices_come_once_a_thread(fake, start, served):
    """The administrators' notice and the playbook's own, in a thread's first reply only."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    settings = 'notice = "index.md"\n[default]\nextra_notice = "Not legal advice."'
    with start(settings=settings):
        question = fake.say(general, ana, SURE, mention=True)
        answered(fake, question)
        fake.say(general, ana, OTHER, thread_ts=question.ts)
        first, second = answered(fake, question, 2)
    notice = next(held for held in served.generation.passages if held.path == "index.md")
    for words in ("Not legal advice.", notice.text[:40]):
        assert words in str(first.blocks)
        assert words not in str(second.blocks)
