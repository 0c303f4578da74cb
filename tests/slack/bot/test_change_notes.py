"""If content changes an answer, its thread gets one note, if the channel wants that."""

import shutil
from pathlib import Path

import pytest

from assistant.slack.setup.settings import parse_settings
from index_builder.building.builder import BuildOptions, build

from .harness import answered, quiet, running

QUESTION = "Who needs the vet?"


@pytest.fixture
def edit(farm: Path, empty_index: Path, small_model: Path, tmp_path: Path):
    """Build `farm` as it is; then again with some of its words replaced."""

    def run(*words: str) -> Path:
        if words:
            page = farm / "farm.md"
            page.write_text(page.read_text(encoding="utf-8").replace(*words), encoding="utf-8")
        build(BuildOptions(content=farm, index=empty_index, encoder=str(small_model)))
        return empty_index

    return run


def ask_about_the_vet(fake, general, ana):
    """Ask until the answer quotes the section about the goats; return the question."""
    question = fake.say(
        general, ana, "Goats eat hay twice a day, what about the vet?", mention=True
    )
    [answer] = answered(fake, question)
    assert "hay" in str(answer.blocks)
    return question


def test_one_note_with_the_difference(fake, edit, tmp_path):
    """The thread hears of each change once, but not of one that leaves the words alone."""
    ana = fake.user("ana")
    general, other = fake.channel("general", ana), fake.channel("other", ana)
    settings = f"[channels.{general.id}]\nchange_notes = true"
    with running(fake, edit(), tmp_path / "state", settings=settings) as bot:
        question = ask_about_the_vet(fake, general, ana)
        unwanted = ask_about_the_vet(fake, other, ana)
        quiet(fake, bot)
        edit("twice a day", "three times a day")
        [_, note] = answered(fake, question, 2)
        assert "three times" in str(note.blocks)
        edit("at dawn", "at sunrise")
        edit("three times a day", "four times a day")
        [*_, second] = answered(fake, question, 3)
        assert "four" in str(second.blocks)
        edit("Goats eat hay four times a day. A goat that will not eat needs the vet.", "None.")
        quiet(fake, bot)
    assert len(fake.replies(unwanted)) == 1


def test_where_the_bot_is_switched_off_there_is_no_note(fake, edit, tmp_path):
    """A thread that was answered before is left alone as well."""
    ana = fake.user("ana")
    general, other = fake.channel("general", ana), fake.channel("other", ana)
    on = "[default]\nchange_notes = true"
    with running(fake, edit(), tmp_path / "state", settings=on) as bot:
        question = ask_about_the_vet(fake, general, ana)
        elsewhere = ask_about_the_vet(fake, other, ana)
        quiet(fake, bot)
        off = f'{on}\n[channels.{general.id}]\nmode = "off"'
        bot.bot.settings_in_use.replace(parse_settings(off, "playbook.toml"))
        edit("twice a day", "three times a day")
        answered(fake, elsewhere, 2)
        quiet(fake, bot)
    assert len(fake.replies(question)) == 1


def test_two_replicas_say_it_once(fake, edit, tmp_path):
    """Both see the new content; one note is posted."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    index, settings = edit(), "[default]\nchange_notes = true"
    with (
        running(fake, index, tmp_path / "state", settings=settings) as one,
        running(fake, index, tmp_path / "state", settings=settings) as two,
    ):
        question = ask_about_the_vet(fake, general, ana)
        quiet(fake, one)
        quiet(fake, two)
        edit("twice a day", "three times a day")
        answered(fake, question, 2)
        for bot in (one, two):
            bot.bot.serving.look()
            quiet(fake, bot)
    assert len(fake.replies(question)) == 2


def test_a_rebuild_is_answered_from_at_once(fake, edit, tmp_path):
    """No restart is needed for answers from new content; a damaged index changes nothing."""
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    index = edit()
    with running(fake, index, tmp_path / "state") as bot:
        ask_about_the_vet(fake, general, ana)
        edit("twice a day", "seven times a day")
        bot.bot.serving.look()
        question = ask_about_the_vet(fake, general, ana)
        assert "seven times" in str(fake.replies(question)[0].blocks)
        shutil.rmtree(index / "generations")
        ask_about_the_vet(fake, general, ana)
