"""What the buttons beneath an answer do, even if it is long or only one person sees it."""

import pytest

from ..views.showing import bold, letters, quote
from .harness import LONG, NOT_THERE, OTHER, SURE, SURE_LONG, answered, quiet, reply_id

THANKS = "Thank you. This is kept with the answer for 90 days."
NEAR = "How many business days does OPM take to review a proposal for data on beekeeping?"


def test_helpful(fake, start, mode):
    """It is kept, and only that person is thanked, truly; pressed twice, it is kept once."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(mode=mode) as bot:
        [answer] = answered(fake, fake.say(general, ana, SURE, mention=True))
        fake.click(answer, ana, f"answer_feedback=helpful {reply_id(answer)}")
        fake.click(answer, ana, f"answer_feedback=helpful {reply_id(answer)}")
        fake.wait_for(lambda: len(fake.ephemerals(general, ana)) == 2 or None)
        quiet(fake, bot)
        kept = bot.bot.store._database.rows("SELECT * FROM feedback")
    assert [(row["question"], row["verdict"]) for row in kept] == [(reply_id(answer), "helpful")]
    assert [one.text for one in fake.ephemerals(general, ana)] == [THANKS] * 2
    assert len(fake.posts(general)) == 1


def test_not_helpful_asks_why(fake, start, mode):
    """A dialog opens; what is sent with it is kept, and thanked for in the thread, privately."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(mode=mode) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        [answer] = answered(fake, question)
        fake.click(answer, ana, f"answer_feedback=not_helpful {reply_id(answer)}")
        [dialog] = fake.wait_for(fake.modals)
        quiet(fake, bot)
        assert not bot.bot.store._database.rows("SELECT * FROM feedback")
        chosen = {"selected_option": {"value": "incomplete"}}
        fake.submit(
            dialog, ana,
            {"feedback_verdict": {"feedback_verdict": chosen},
             "feedback_comment": {"feedback_comment": {"value": "Step 3 is missing."}}},
        )  # fmt: skip
        quiet(fake, bot)
        [kept] = bot.bot.store._database.rows("SELECT * FROM feedback")
        counted = bot.bot.metrics.text().decode()
    assert (kept["verdict"], kept["comment"]) == ("incomplete", "Step 3 is missing.")
    assert (kept["question"], kept["user"]) == (reply_id(answer), ana.id)
    assert 'playbook_feedback_total{verdict="incomplete"} 1.0' in counted
    assert "not_helpful" not in counted
    [thanks] = fake.ephemerals(general, ana)
    assert (thanks.text, thanks.thread_ts) == (THANKS, question.ts)


def test_a_dialog_about_a_private_reply_is_thanked_for_there(fake, start):
    """The bot need not be in the channel: it answers by the address of the reply."""
    ana = fake.user("ana")
    general = fake.channel("general", ana, bot_in=False)
    with start() as bot:
        fake.command(general, ana, SURE)
        [answer] = fake.wait_for(lambda: fake.ephemerals(general, ana))
        fake.click(answer, ana, f"answer_feedback=not_helpful {reply_id(answer)}")
        [dialog] = fake.wait_for(fake.modals)
        chosen = {"selected_option": {"value": "wrong"}}
        fake.submit(dialog, ana, {"feedback_verdict": {"feedback_verdict": chosen}})
        quiet(fake, bot)
        [kept] = bot.bot.store._database.rows("SELECT * FROM feedback")
    assert kept["verdict"] == "wrong"
    assert [one.text for one in fake.ephemerals(general, ana)] == [answer.text, THANKS]


@pytest.mark.parametrize("button", ["answer_helpful", "answer_not_helpful"])
def test_the_buttons_of_older_replies_still_work(fake, start, button):
    """Replies posted by an earlier version have two buttons that carry the answer's id."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start() as bot:
        question = fake.say(general, ana, SURE, mention=True)
        [answer] = answered(fake, question)
        old = {"type": "button", "action_id": button, "value": reply_id(answer),
               "text": {"type": "plain_text", "text": "Helpful"}}  # fmt: skip
        row = {"type": "actions", "block_id": "reply", "elements": [old]}
        client = bot.bot.clients(ana.team.id)
        client.chat_update(channel=general.id, ts=answer.ts, text=answer.text, blocks=[row])
        fake.click(fake.now(answer), ana, button)
        quiet(fake, bot)
        kept = bot.bot.store._database.rows("SELECT * FROM feedback")
        dialogs = fake.modals()
    assert [row["verdict"] for row in kept] == (["helpful"] if button == "answer_helpful" else [])
    assert len(dialogs) == (button == "answer_not_helpful")


def test_file_and_lines_are_told_to_whoever_asks(fake, start, served):
    """They are in the menu of the reply's row; choosing them shows the whole place, privately."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start() as bot:
        [answer] = answered(fake, fake.say(general, ana, SURE, mention=True))
        fake.click(answer, ana, f"answer_place={reply_id(answer)}")
        [told] = fake.wait_for(lambda: fake.ephemerals(general, ana))
        quiet(fake, bot)
        reply = bot.bot.store.reply(reply_id(answer))
    first = next(one for one in served.generation.passages if one.id == reply.passages[0])
    start_line, end_line = first.lines
    place = f"The answer is from {first.path}, lines {start_line}–{end_line}\n"
    assert told.text.startswith(place)
    assert first.path not in answer.text


def test_the_whole_section_has_the_answer_still_marked(fake, start, served):
    """The reply shows nothing else, so none of it is bold; in what "Show more" brings, it is."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start() as bot:
        [answer] = answered(fake, fake.say(general, ana, SURE_LONG, mention=True))
        fake.click(answer, ana, "answer_more")
        fake.wait_for(lambda: fake.ephemerals(general, ana))
        quiet(fake, bot)
        more = fake.ephemerals(general, ana)
    assert not bold(answer.blocks)
    marked = letters(quote(answer.blocks))
    assert letters(bold(block for held in more for block in held.blocks)) == marked


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


@pytest.mark.parametrize("verdict", ["helpful", "not_helpful"])
def test_feedback_on_a_forgotten_answer_is_not_said_to_be_kept(fake, start, verdict):
    """There is nothing left to keep it with: no dialog, no thanks, nothing is counted."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start() as bot:
        [answer] = answered(fake, fake.say(general, ana, SURE, mention=True))
        quiet(fake, bot)
        bot.bot.store.forget(bot.bot.clock() + 1)
        fake.click(answer, ana, f"answer_feedback={verdict} {reply_id(answer)}")
        [told] = fake.wait_for(lambda: fake.ephemerals(general, ana))
        quiet(fake, bot)
        assert "no longer have" in told.text
        assert not bot.bot.store._database.rows("SELECT * FROM feedback")
    assert not fake.modals()


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
