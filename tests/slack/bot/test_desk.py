"""Passing a question on to a person: what they are told, who may close it, what the asker gets."""

import pytest

from .harness import NOT_THERE, OTHER, SURE, answered, quiet, reply_id, running, slack

BUTTON = "person_answered"
ANSWERED = "marked as answered by"


def owned_by(owner):
    """Return settings with an owner for every channel."""
    return f'[default]\nowner = "{owner}"'


def passed_on(fake, place, answer, presser):
    """Press "Ask a person" below an answer; return what the owner gets in `place`."""
    fake.click(answer, presser, "answer_ask_person")

    def found():
        return [post for post in fake.posts(place) if BUTTON in str(post.blocks)]

    return fake.wait_for(found)[-1]


def told(fake, presser, channel):
    """Return what only the presser was told, the last time."""
    return fake.wait_for(lambda: fake.ephemerals(channel, presser))[-1].text


def close(fake, request, presser, words=""):
    """Press "Mark as answered", and send the dialog with an answer or without one."""
    before = len(fake.modals())
    fake.click(request, presser, BUTTON)
    dialog = fake.wait_for(lambda: fake.modals()[before:])[-1]
    entered = {"desk_answer": {"desk_answer": {"value": words or None}}}
    return fake.submit(dialog, presser, entered)


@pytest.mark.parametrize("kind", ["user", "channel", "group"])
def test_a_person_is_asked_and_the_loop_is_closed(fake, start, kind, mode):
    """The owner gets the question, what was shown and a link; the thread hears of both steps."""
    ana, owner = fake.user("ana"), fake.user("owner")
    general, desk = fake.channel("general", ana, owner), fake.channel("desk", owner)
    ids = {"user": owner.id, "channel": desk.id, "group": fake.group("desk", owner).id}
    place = {
        "user": fake.workspace.direct_channel(owner), "channel": desk, "group": general,
    }[kind]  # fmt: skip
    with start(settings=owned_by(ids[kind]), mode=mode) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        [answer] = answered(fake, question)
        request = passed_on(fake, place, answer, ana)
        fake.click(answer, ana, "answer_ask_person")
        answered(fake, question, 2 if kind != "group" else 3)
        assert told(fake, ana, general).startswith("This has been passed on already")
        assert SURE in str(request.blocks) and ana.id in str(request.blocks)
        assert general.id in str(request.blocks) and "/archives/" in str(request.blocks)
        before = len(fake.replies(question))
        close(fake, request, owner)
        answered(fake, question, before + 1)
        quiet(fake, bot)
    assert len(fake.replies(question)) == before + 1
    last = fake.replies(question)[-1]
    assert ANSWERED in last.text and owner.id in str(last.blocks)
    assert BUTTON not in str(fake.now(request).blocks)
    assert owner.id in str(fake.now(request).blocks)


def test_the_thread_gets_the_persons_own_words(fake, start):
    """Under their name; their words ping nobody, and only an address in them becomes a link."""
    ana, owner = fake.user("ana"), fake.user("owner")
    general = fake.channel("general", ana)
    words = "Ask <!channel> & <@U1>: *form 7*, https://ct.example/form7 has it."
    with start(settings=owned_by(owner.id)) as bot:
        question = fake.say(general, ana, NOT_THERE, mention=True)
        [no] = answered(fake, question)
        request = passed_on(fake, fake.workspace.direct_channel(owner), no, ana)
        close(fake, request, owner, words)
        last = answered(fake, question, 3)[-1]
        quiet(fake, bot)
    [block] = last.blocks
    head, quote = block["elements"]
    assert head["elements"][0] == {"type": "user", "user_id": owner.id}
    shown = [one["url"] if one["type"] == "link" else one["text"] for one in quote["elements"]]
    assert "".join(shown) == words
    assert fake.pings(last) == [owner.mention, "user"]  # whoever answers, by text and by block
    assert last.arguments["unfurl_links"] in (False, "0", "false", "False")


@pytest.mark.parametrize("asked", [SURE, NOT_THERE])
def test_the_owner_is_told_what_really_happened(fake, start, asked):
    """Whether there was an answer; never that there was none if there was."""
    ana, owner = fake.user("ana"), fake.user("owner")
    general = fake.channel("general", ana)
    with start(settings=owned_by(owner.id)) as bot:
        [answer] = answered(fake, fake.say(general, ana, asked, mention=True))
        request = passed_on(fake, fake.workspace.direct_channel(owner), answer, ana)
        quiet(fake, bot)
    shown = str(request.blocks)
    assert ("was shown the passage below" in shown) == (asked == SURE)
    assert ("does not answer this" in shown) == (asked == NOT_THERE)
    assert ("What was shown:" in shown) == (asked == SURE)
    assert "marked as" not in shown


def test_the_owner_hears_why_an_answer_did_not_help(fake, start):
    """The reason that was chosen, and the sentence that was written."""
    ana, owner = fake.user("ana"), fake.user("owner")
    general = fake.channel("general", ana)
    with start(settings=owned_by(owner.id)) as bot:
        [answer] = answered(fake, fake.say(general, ana, SURE, mention=True))
        fake.click(answer, ana, f"answer_feedback=not_helpful {reply_id(answer)}")
        [dialog] = fake.wait_for(fake.modals)
        chosen = {"selected_option": {"value": "incomplete"}}
        fake.submit(
            dialog, ana,
            {"feedback_verdict": {"feedback_verdict": chosen},
             "feedback_comment": {"feedback_comment": {"value": "Step 3 is missing."}}},
        )  # fmt: skip
        quiet(fake, bot)
        request = passed_on(fake, fake.workspace.direct_channel(owner), answer, ana)
        quiet(fake, bot)
    shown = str(request.blocks)
    assert "It was marked as not helpful." in shown
    assert "Incomplete: something is missing" in shown and "Step 3 is missing." in shown


def test_somebody_elses_opinion_counts_where_the_asker_has_none(fake, start):
    """The request says that the answer helped somebody; it does not say whom."""
    ana, bob, owner = fake.user("ana"), fake.user("bob"), fake.user("owner")
    general = fake.channel("general", ana, bob)
    with start(settings=owned_by(owner.id)) as bot:
        [answer] = answered(fake, fake.say(general, ana, SURE, mention=True))
        fake.click(answer, bob, f"answer_feedback=helpful {reply_id(answer)}")
        quiet(fake, bot)
        request = passed_on(fake, fake.workspace.direct_channel(owner), answer, ana)
        quiet(fake, bot)
    assert "It was marked as helpful." in str(request.blocks)
    assert bob.id not in str(request.blocks)


def test_only_the_group_or_the_asker_closes_a_request(fake, start):
    """Others in the thread are told so, and nothing changes."""
    ana, bob, owner = fake.user("ana"), fake.user("bob"), fake.user("owner")
    general = fake.channel("general", ana, bob, owner)
    with start(settings=owned_by(fake.group("desk", owner).id)) as bot:
        for closer in (owner, ana):
            question = fake.say(general, ana, OTHER, mention=True)
            [answer] = answered(fake, question)
            fake.click(answer, ana, "answer_ask_person")
            request = answered(fake, question, 3)[1]
            fake.click(request, bob, BUTTON)
            assert "Only those who were asked" in told(fake, bob, general)
            quiet(fake, bot)
            assert BUTTON in str(fake.now(request).blocks)
            close(fake, request, closer)
            answered(fake, question, 4)
            quiet(fake, bot)
            assert BUTTON not in str(fake.now(request).blocks)
    assert len(fake.ephemerals(general, bob)) == 2


def test_where_slack_does_not_say_who_is_in_the_group(index, tmp_path, served):
    """With the fewest scopes only the asker closes; the others are told what is missing."""
    with slack(mentions_only=True) as fake:
        ana, owner = fake.user("ana"), fake.user("owner")
        general = fake.channel("general", ana, owner)
        settings = owned_by(fake.group("desk", owner).id)
        with running(fake, index, tmp_path, settings=settings, opened=served) as bot:
            question = fake.say(general, ana, SURE, mention=True)
            [answer] = answered(fake, question)
            fake.click(answer, ana, "answer_ask_person")
            request = answered(fake, question, 3)[1]
            fake.click(request, owner, BUTTON)
            assert "usergroups:read" in told(fake, owner, general)
            assert not fake.modals()
            close(fake, request, ana)
            answered(fake, question, 4)
            quiet(fake, bot)


def test_anybody_in_the_owners_channel_closes_a_request(fake, start):
    """Only they see it there."""
    ana, cleo = fake.user("ana"), fake.user("cleo")
    general, desk = fake.channel("general", ana), fake.channel("desk", cleo, kind="group")
    with start(settings=owned_by(desk.id)) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        [answer] = answered(fake, question)
        request = passed_on(fake, desk, answer, ana)
        close(fake, request, cleo, "https://ct.example/answer")
        last = answered(fake, question, 3)[-1]
        quiet(fake, bot)
    assert "https://ct.example/answer" in str(last.blocks) and cleo.id in str(last.blocks)


@pytest.mark.parametrize("closer", ["asker", "owner"])
def test_the_asker_closes_a_request_from_the_thread(fake, start, closer):
    """Others there can't; once it is closed, by whomever, both messages have lost their button."""
    ana, bob, owner = fake.user("ana"), fake.user("bob"), fake.user("owner")
    general, desk = fake.channel("general", ana, bob, owner), fake.channel("desk", owner)
    with start(settings=owned_by(desk.id)) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        [answer] = answered(fake, question)
        request = passed_on(fake, desk, answer, ana)
        passed = answered(fake, question, 2)[1]
        assert desk.id in str(passed.blocks)
        for other in (bob, owner):
            fake.click(passed, other, BUTTON)
            assert "Only whoever asked" in told(fake, other, general)
        if closer == "asker":
            close(fake, passed, ana, "It was on page 3.")
        else:
            close(fake, request, owner, "It was on page 3.")
        last = answered(fake, question, 3)[-1]
        quiet(fake, bot)
        for message in (request, passed):
            assert BUTTON not in str(fake.now(message).blocks)
    by = ana if closer == "asker" else owner
    assert by.id in str(last.blocks) and "It was on page 3." in str(last.blocks)
    assert by.id in str(fake.now(request).blocks)
    assert desk.id in str(fake.now(passed).blocks)


def test_two_people_answer_at_once(fake, start):
    """The second one's words are not lost: the dialog stays open and says why."""
    ana, cleo, dora = fake.user("ana"), fake.user("cleo"), fake.user("dora")
    general, desk = fake.channel("general", ana), fake.channel("desk", cleo, dora)
    with start(settings=owned_by(desk.id)) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        [answer] = answered(fake, question)
        request = passed_on(fake, desk, answer, ana)
        fake.click(request, cleo, BUTTON)
        [first] = fake.wait_for(fake.modals)
        fake.click(request, dora, BUTTON)
        second = fake.wait_for(lambda: fake.modals()[1:])[0]
        entered = {"desk_answer": {"desk_answer": {"value": "Form 7."}}}
        fake.submit(first, cleo, entered)
        fake.settle()  # the bot takes what comes at once in any order
        refused = fake.submit(second, dora, entered)
        answered(fake, question, 3)
        quiet(fake, bot)
    assert refused.response["response_action"] == "errors"
    assert "answered already" in str(refused.response["errors"])
    assert len(fake.replies(question)) == 3


def test_the_question_is_deleted_while_somebody_answers_it(fake, start):
    """What they typed stays in the dialog, which says why; the request is taken back."""
    ana, cleo = fake.user("ana"), fake.user("cleo")
    general, desk = fake.channel("general", ana), fake.channel("desk", cleo)
    with start(settings=owned_by(desk.id)) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        [answer] = answered(fake, question)
        request = passed_on(fake, desk, answer, ana)
        fake.click(request, cleo, BUTTON)
        [dialog] = fake.wait_for(fake.modals)
        quiet(fake, bot)
        fake.delete(question)
        quiet(fake, bot)
        assert fake.replies(question) == []  # nor is it said any more that it was passed on
        assert "took it back" in fake.now(request).text
        assert SURE not in str(fake.now(request).blocks)
        refused = fake.submit(dialog, cleo, {"desk_answer": {"desk_answer": {"value": "Form 7."}}})
        quiet(fake, bot)
    assert "The question is gone" in str(refused.response["errors"])


def test_a_button_pressed_twice(fake, start):
    """A press that Slack repeats opens no second dialog; a late one is told that it is done."""
    ana, owner = fake.user("ana"), fake.user("owner")
    general, desk = fake.channel("general", ana), fake.channel("desk", owner)
    with start(settings=owned_by(desk.id)) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        [answer] = answered(fake, question)
        request = passed_on(fake, desk, answer, ana)
        pressed = fake.click(request, owner, BUTTON)
        fake.wait_for(fake.modals)
        bot.bot.store.close_request(fake.modals()[0]["private_metadata"], ana.id)
        fake.repeat(pressed)
        assert "answered already" in told(fake, owner, desk)
        quiet(fake, bot)
    assert len(fake.modals()) == 1


def test_a_dialog_that_does_not_open(fake, start):
    """Whoever pressed is told to press again; the request stays open."""
    ana, owner = fake.user("ana"), fake.user("owner")
    general, desk = fake.channel("general", ana), fake.channel("desk", owner)
    with start(settings=owned_by(desk.id)) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        [answer] = answered(fake, question)
        request = passed_on(fake, desk, answer, ana)
        fake.fail("views.open", "expired_trigger_id")
        fake.click(request, owner, BUTTON)
        assert "press the button again" in told(fake, owner, desk)
        close(fake, request, owner)
        answered(fake, question, 3)
        quiet(fake, bot)


def test_an_answer_that_can_not_be_posted(fake, start):
    """Whoever gave it hears of it, with a number that leads to the log, and may try again."""
    ana, owner = fake.user("ana"), fake.user("owner")
    general, desk = fake.channel("general", ana), fake.channel("desk", owner)
    with start(settings=owned_by(desk.id)) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        [answer] = answered(fake, question)
        request = passed_on(fake, desk, answer, ana)
        answered(fake, question, 2)
        fake.fail("chat.postMessage", "restricted_action")
        close(fake, request, owner, "Form 7.")
        [sorry] = fake.wait_for(lambda: fake.posts(fake.workspace.direct_channel(owner)))
        quiet(fake, bot)
        assert any(word.isdigit() and len(word) == 8 for word in sorry.text.split())
        assert BUTTON in str(fake.now(request).blocks)
        close(fake, request, owner, "Form 7.")
        answered(fake, question, 3)
        quiet(fake, bot)
    assert BUTTON not in str(fake.now(request).blocks)


@pytest.mark.parametrize("where", ["direct", "command"])
def test_a_question_that_only_the_asker_sees(fake, start, where):
    """The owner gets no link that opens nothing; the asker gets the answer in a direct message."""
    ana, owner = fake.user("ana"), fake.user("owner")
    general, desk = fake.channel("general", ana), fake.channel("desk", owner)
    direct = fake.workspace.direct_channel(ana)
    with start(settings=owned_by(desk.id)) as bot:
        if where == "direct":
            [answer] = answered(fake, fake.dm(ana, SURE))
        else:
            fake.command(general, ana, SURE)
            [answer] = fake.wait_for(lambda: fake.ephemerals(general, ana))
        request = passed_on(fake, desk, answer, ana)
        assert "/archives/" not in str(request.blocks)
        assert general.id not in str(request.blocks)
        assert "only the asker can read" in str(request.blocks)
        close(fake, request, owner, "Form 7.")

        def found():
            return [post for post in fake.posts(direct) if "Form 7." in post.text]

        [last] = fake.wait_for(found)
        quiet(fake, bot)
    assert owner.id in str(last.blocks)
    assert (SURE in str(last.blocks)) == (where == "command")
    assert not fake.posts(general)


def test_a_group_is_not_asked_where_it_can_not_read(fake, start):
    """In a direct message with the bot a mention of the group would reach nobody."""
    ana = fake.user("ana")
    with start(settings=owned_by(fake.group("desk", ana).id)):
        [answer] = answered(fake, fake.dm(ana, SURE))
    assert "ask_person" not in str(answer.blocks)


def test_where_nobody_is_set_the_asker_is_told_so(fake, start):
    """After the owner was taken out of the settings, an old button does not claim to pass on."""
    ana, owner = fake.user("ana"), fake.user("owner")
    general = fake.channel("general", ana)
    with start(settings=owned_by(owner.id)):
        [answer] = answered(fake, fake.say(general, ana, SURE, mention=True))
    with start() as bot:
        fake.click(answer, ana, "answer_ask_person")
        assert told(fake, ana, general).startswith("Nobody is set")
        quiet(fake, bot)


def test_the_owner_of_the_nearest_section_goes_before_the_channels(fake, start):
    """A section's owner gets the questions about it, wherever they are asked."""
    ana, one, other = fake.user("ana"), fake.user("one"), fake.user("other")
    general = fake.channel("general", ana)
    settings = f'[default]\nowner = "{other.id}"\n[owners]\n"*.md" = "{one.id}"'
    with start(settings=settings) as bot:
        [answer] = answered(fake, fake.say(general, ana, SURE, mention=True))
        fake.click(answer, ana, "answer_ask_person")
        fake.wait_for(lambda: fake.posts(fake.workspace.direct_channel(one)))
        quiet(fake, bot)
        assert not fake.posts(fake.workspace.direct_channel(other))


@pytest.mark.parametrize("error", ["message_not_found", "ratelimited"])
def test_a_person_is_asked_also_without_a_link(fake, start, error):
    """If Slack gives no link to the question, the owner gets the question all the same."""
    ana, owner = fake.user("ana"), fake.user("owner")
    general = fake.channel("general", ana)
    fake.fail("chat.getPermalink", error, times=9)
    with start(settings=f'[default]\nowner = "{owner.id}"') as bot:
        question = fake.say(general, ana, SURE, mention=True)
        [answer] = answered(fake, question)
        fake.click(answer, ana, "answer_ask_person")
        answered(fake, question, 2)
        quiet(fake, bot)
        [request] = fake.posts(fake.workspace.direct_channel(owner))
    assert SURE in str(request.blocks)
    assert "/archives/" not in str(request.blocks)
    assert ana.id in str(request.blocks) and general.id in str(request.blocks)


def test_an_owner_who_can_not_be_reached(fake, start):
    """The asker is told, with a number that leads to the log, and may try again."""
    ana = fake.user("ana")
    general, desk = fake.channel("general", ana), fake.channel("desk", bot_in=False)
    with start(settings=owned_by(desk.id)) as bot:
        question = fake.say(general, ana, SURE, mention=True)
        [answer] = answered(fake, question)
        fake.click(answer, ana, "answer_ask_person")
        [sorry] = fake.wait_for(lambda: fake.ephemerals(general, ana))
        quiet(fake, bot)
        assert not bot.bot.store._database.rows("SELECT * FROM requests")
    assert any(len(word) == 8 and word.isdigit() for word in sorry.text.split())
    assert len(fake.replies(question)) == 1
