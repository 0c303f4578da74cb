"""It never talks into people's conversations, and gives what was asked for."""

import pytest

from .harness import FOLLOW_UP, NOT_THERE, OTHER, SURE, answered, quiet

# What colleagues say to each other in a thread, whoever of them was answered there.
TALK = (
    "Can you send me that?",
    "do you have a minute?",
    "How was your weekend?",
    "Is Bob in today?",
    "Thanks, I will ask Carol.",
    "thanks!",
    "ok got it",
    "did the MOU go out",
    "who's got the template we used last year",
    "I think legal has to see this first",
    "are we still on for 3",
)


@pytest.mark.parametrize("by_asker", [True, False])
def test_people_talk_to_each_other(fake, start, by_asker):
    """In a thread that it has replied in, nothing of this is a question for it."""
    ana, bob = fake.user("ana"), fake.user("bob")
    general = fake.channel("general", ana, bob)
    with start() as bot:
        question = fake.say(general, ana, SURE, mention=True)
        answered(fake, question)
        for text in TALK:
            fake.say(general, ana if by_asker else bob, text, thread_ts=question.ts)
        quiet(fake, bot)
    assert len(fake.replies(question)) == 1


@pytest.mark.parametrize(
    "text",
    ["{bob} and who reviews it?", "and who reviews it, {bob}?", "<!here> and who reviews it?"],
)
def test_a_question_to_somebody_is_not_for_the_bot(fake, start, text):
    """Wherever the person or the group is mentioned, even if the playbook has the answer."""
    ana, bob = fake.user("ana"), fake.user("bob")
    general = fake.channel("general", ana, bob)
    with start() as bot:
        question = fake.say(general, ana, SURE, mention=True)
        answered(fake, question)
        fake.say(general, ana, text.format(bob=bob.mention), thread_ts=question.ts)
        quiet(fake, bot)
    assert len(fake.replies(question)) == 1


def test_it_says_no_only_when_mentioned(fake, start):
    """The same question: silence without a mention, a plain no with one."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start() as bot:
        question = fake.say(general, ana, SURE, mention=True)
        answered(fake, question)
        fake.say(general, ana, NOT_THERE, thread_ts=question.ts)
        quiet(fake, bot)
        assert len(fake.replies(question)) == 1
        fake.say(general, ana, NOT_THERE, thread_ts=question.ts, mention=True)
        answered(fake, question, 2)


def test_an_error_of_ours_is_not_told_to_who_did_not_ask(fake, start, monkeypatch):
    """An apology in people's conversation would be an interruption too."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)

    def fails(*_args, **_more):
        raise OSError("broken")

    with start() as bot:
        question = fake.say(general, ana, SURE, mention=True)
        answered(fake, question)
        monkeypatch.setattr("assistant.slack.replies.composing.answer_in", fails)
        fake.say(general, ana, FOLLOW_UP, thread_ts=question.ts)
        quiet(fake, bot)
    assert len(fake.replies(question)) == 1


@pytest.mark.parametrize("after", ["How big a file can I email?", SURE])
@pytest.mark.parametrize(
    "asked", ["what is the weather", "what does that cost", "what about the moon", "is it raining?"]
)
def test_a_follow_up_gets_the_same_honest_no(fake, start, after, asked):
    """The earlier question's answer is none to a follow-up that asks something else."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start():
        question = fake.say(general, ana, after, mention=True)
        answered(fake, question)
        fake.say(general, ana, asked, thread_ts=question.ts, mention=True)
        _, second = answered(fake, question, 2)
    assert "The playbook does not answer this" in second.text or "outside" in second.text


def test_what_was_searched_for_is_a_sentence(fake, start):
    """One earlier question, in quotation marks, never several run together."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start():
        question = fake.say(general, ana, OTHER, mention=True)
        answered(fake, question)
        fake.say(general, ana, SURE, thread_ts=question.ts, mention=True)
        answered(fake, question, 2)
        fake.say(general, ana, FOLLOW_UP, thread_ts=question.ts, mention=True)
        *_, third = answered(fake, question, 3)
    shown = str(third.blocks)
    assert f"Read together with the earlier question “{SURE}”" in shown
    assert OTHER not in shown


def test_a_deleted_question_takes_its_answer_with_it(fake, start, mode):
    """In a channel and in a direct message; nothing of it is remembered."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(mode=mode) as bot:
        for question in (fake.say(general, ana, SURE, mention=True), fake.dm(ana, OTHER)):
            answered(fake, question)
            fake.delete(question)
            fake.wait_for(lambda asked=question: not fake.replies(asked) or None)
        quiet(fake, bot)
        assert bot.bot.store.counts() == {"silent": 2, "answered": 0}
    assert len(fake.calls("chat.delete")) == 2


@pytest.mark.parametrize("where", ["thread", "direct thread", "direct"])
def test_who_asks_for_a_person_gets_the_button(fake, start, where):
    """It passes on the question before, in the thread or, in a direct message, without one."""
    ana, carol = fake.user("ana"), fake.user("carol")
    general, desk = fake.channel("general", ana), fake.channel("desk", carol)

    def say(text, **more):
        if where == "thread":
            return fake.say(general, ana, text, mention=True, **more)
        return fake.dm(ana, text, **more)

    with start(settings=f'[default]\nowner = "{desk.id}"') as bot:
        question = say(NOT_THERE)
        answered(fake, question)
        wish = say(
            "can I talk to a person?", **({} if where == "direct" else {"thread_ts": question.ts})
        )
        fake.wait_for(lambda: len(fake.posts(wish.channel)) == 2 or None)
        offer = fake.posts(wish.channel)[-1]
        assert "pass the question on" in offer.text
        fake.click(offer, ana, "answer_ask_person")
        [request] = fake.wait_for(lambda: fake.posts(desk))
        quiet(fake, bot)
    assert NOT_THERE in str(request.blocks) and "does not answer this" in request.text


def test_who_asks_for_a_person_before_anything_else(fake, start):
    """The desk is not told of a no that nobody got, nor shown passages that nobody looked for."""
    ana, carol = fake.user("ana"), fake.user("carol")
    desk = fake.channel("desk", carol)
    with start(settings=f'[default]\nowner = "{desk.id}"') as bot:
        [offer] = answered(fake, fake.dm(ana, "can I talk to a person?"))
        fake.click(offer, ana, "answer_ask_person")
        [request] = fake.wait_for(lambda: fake.posts(desk))
        quiet(fake, bot)
    assert "would like to talk to a person" in request.text
    assert "does not answer" not in str(request.blocks) and "nearest" not in str(request.blocks)


def test_nobody_takes_questions(fake, start):
    """Then that is said, and there is no button."""
    ana = fake.user("ana")
    with start():
        [told] = answered(fake, fake.dm(ana, "human please"))
    assert "Nobody is set" in told.text and "actions" not in str(told.blocks)


@pytest.mark.parametrize(
    ("text", "reply"), [("help", "/playbook"), ("thanks!", "You're welcome"), ("hi", "Hello!")]
)
def test_what_else_is_asked_for(fake, start, text, reply):
    """Help is the help text, thanks gets a short one, and a greeting a greeting."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start():
        [told] = answered(fake, fake.say(general, ana, text, mention=True))
    assert reply in told.text


def test_a_limited_channel_says_so_where_the_answer_lies_outside(fake, start):
    """Only then: what the playbook does not answer at all is a plain no."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    limited = f'[channels.{general.id}]\nsections = ["6_linking-datasets.md"]'
    with start(settings=limited):
        [told] = answered(fake, fake.say(general, ana, OTHER, mention=True))
        [plain] = answered(fake, fake.say(general, ana, NOT_THERE, mention=True))
    words = "they do not answer this: Linking datasets."
    assert words in str(told.blocks) and words in told.text
    assert words not in str(plain.blocks)


def test_the_notice_of_scope_comes_once_and_with_an_answer(fake, start):
    """A no before it does not use it up, and a second answer does not repeat it."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    with start(settings='notice = "index.md#about-the-data-sharing-playbook"'):
        question = fake.say(general, ana, NOT_THERE, mention=True)
        answered(fake, question)
        for at, text in enumerate((SURE, OTHER), start=2):
            fake.say(general, ana, text, thread_ts=question.ts, mention=True)
            answered(fake, question, at)
    shown = ["What this playbook is for:" in str(reply.blocks) for reply in fake.replies(question)]
    assert shown == [False, True, False]


def test_an_answer_with_reserve_is_for_whom_it_answered_or_who_names_it(fake, start):
    """Somebody else in the thread gets it only if it is plain that the playbook is asked."""
    ana, bob = fake.user("ana"), fake.user("bob")
    general = fake.channel("general", ana, bob)
    unsure = "and which agreement do I need?"
    with start() as bot:
        question = fake.say(general, ana, SURE, mention=True)
        answered(fake, question)
        fake.say(general, bob, unsure, thread_ts=question.ts)
        quiet(fake, bot)
        assert len(fake.replies(question)) == 1
        fake.say(general, bob, f"playbook, {unsure}", thread_ts=question.ts)
        answered(fake, question, 2)
        fake.say(general, ana, unsure, thread_ts=question.ts)
        *_, last = answered(fake, question, 3)
    assert "Not sure: this may help" in last.text
