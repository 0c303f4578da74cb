"""App Home and the questions to try, by whole payloads."""

from pathlib import Path

import pytest

from .harness import OTHER, SURE, answered, quiet

QUESTIONS = f'questions = "{Path(__file__).parents[3] / "content" / "_questions.jsonl"}"'


def examples(home):
    """Return the questions to try in a Home tab."""
    blocks = [block for block in home["blocks"] if block["type"] == "actions"]
    return [button["value"] for block in blocks for button in block["elements"]]


def with_examples(fake, user):
    """Open somebody's Home tab; return it once it has questions to try."""
    fake.open_home(user, tab="home")

    def found():
        home = fake.home(user)
        return home if home and examples(home) else None

    return fake.wait_for(found, timeout=30)


def test_judged_questions_are_shown_and_asked(fake, start, mode):
    """The same five for everybody; four of them beside the messages; asking one is answered."""
    ana, bob = fake.user("ana"), fake.user("bob")
    with start(settings=QUESTIONS, mode=mode) as bot:
        home = with_examples(fake, ana)
        assert len(examples(home)) == 5
        assert examples(with_examples(fake, bob)) == examples(home)
        fake.open_home(ana, tab="messages")
        [prompts] = fake.wait_for(lambda: fake.workspace.prompts)
        assert [one["message"] for one in prompts["prompts"]] == examples(home)[:4]
        assert "thread_ts" not in prompts
        fake.click_in_view(home, ana, "home_question_0")
        direct = fake.workspace.direct_channel(ana)
        [answer] = fake.wait_for(lambda: fake.posts(direct))
        assert ana.id in str(answer.blocks) and examples(home)[0] in str(answer.blocks)
        fake.dm(ana, "and what else?", thread_ts=answer.ts)
        fake.wait_for(lambda: len(fake.posts(direct)) == 2 or None)
        quiet(fake, bot)


def test_home_does_not_wait_for_the_examples(fake, start, monkeypatch):
    """While they are looked for, the rest is there already."""
    ana = fake.user("ana")
    with start(settings=QUESTIONS) as bot:
        monkeypatch.setattr(type(bot.bot.samples), "known", lambda *_: False)
        monkeypatch.setattr(type(bot.bot.samples), "when_known", lambda *_: None)
        fake.open_home(ana, tab="home")
        home = fake.wait_for(lambda: fake.home(ana))
    assert not examples(home) and "What it covers" in str(home["blocks"])


def test_without_judged_questions_there_are_examples_once_two_people_asked(fake, start):
    """Headings are never made into questions; what one person asked is shown to nobody."""
    ana, bob = fake.user("ana"), fake.user("bob")
    general = fake.channel("general", ana, bob)
    with start() as bot:
        answered(fake, fake.say(general, ana, OTHER, mention=True))
        quiet(fake, bot)
        fake.open_home(ana, tab="home")
        fake.open_home(ana, tab="messages")
        home = fake.wait_for(lambda: fake.home(ana))
        quiet(fake, bot)
        assert not examples(home) and not fake.workspace.prompts
        assert "asked in the same words" in str(home["blocks"])
        answered(fake, fake.say(general, bob, OTHER.lower(), mention=True))
        quiet(fake, bot)
        assert examples(with_examples(fake, ana)) == [OTHER]


def test_a_question_typed_in_app_home_is_answered_directly(fake, start, mode):
    """Once, however often Slack repeats it; the field is empty again, and says where to look."""
    ana = fake.user("ana")
    with start(mode=mode) as bot:
        fake.open_home(ana, tab="home")
        home = fake.wait_for(lambda: fake.home(ana))
        sent = fake.enter_in_view(home, ana, "home_search", f"  {SURE} ")
        fake.repeat(sent)
        direct = fake.workspace.direct_channel(ana)
        [answer] = fake.wait_for(lambda: fake.posts(direct))
        after = fake.wait_for(
            lambda: now if "You asked" in str((now := fake.home(ana))["blocks"]) else None
        )
        quiet(fake, bot)
    assert fake.posts(direct) == [answer]
    assert SURE in str(answer.blocks) and ana.id in str(answer.blocks)
    names = [
        block["block_id"] for view in (home, after) for block in view["blocks"]
        if block["type"] == "input"
    ]  # fmt: skip
    assert len(set(names)) == 2


@pytest.mark.parametrize("words", ["", "   "])
def test_an_empty_field_asks_nothing(fake, start, words):
    """Whoever only presses Enter reads what is wanted."""
    ana = fake.user("ana")
    with start() as bot:
        fake.open_home(ana, tab="home")
        home = fake.wait_for(lambda: fake.home(ana))
        fake.enter_in_view(home, ana, "home_search", words)
        fake.wait_for(lambda: "There is no question here" in str(fake.home(ana)["blocks"]) or None)
        quiet(fake, bot)
    assert not fake.posts(fake.workspace.direct_channel(ana))
