"""A changed playbook.toml is taken up while the bot runs; one that can't be used is refused."""

import time
from types import SimpleNamespace

import pytest

from assistant.slack.running.settings_follower import SettingsFollower
from assistant.slack.setup.settings import Settings
from assistant.slack.setup.settings_in_use import SettingsInUse

from .harness import NOT_THERE, SURE, answered, quiet, running


@pytest.fixture
def followed(fake, index, tmp_path, served, monkeypatch):
    """A bot that looks at its settings often, and the file."""
    monkeypatch.setattr("assistant.slack.running.settings_follower.EVERY", 0.02)
    path = tmp_path / "playbook.toml"
    path.write_text("keep_days = 90\n", "utf-8")
    with running(fake, index, tmp_path / "state", settings_path=path, opened=served) as bot:
        yield bot, path


def until(true) -> None:
    """Wait for something that the follower does."""
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_changed_mode_counts_from_the_next_question_on(fake, followed):
    """Switched off and on again without a restart; no question is lost over it."""
    bot, path = followed
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    answered(fake, fake.say(general, ana, SURE, mention=True))
    path.write_text('[default]\nmode = "off"\n', "utf-8")
    until(lambda: bot.bot.settings.default.mode == "off")
    ignored = fake.say(general, ana, SURE, mention=True)
    quiet(fake, bot)
    path.write_text('[default]\nmode = "mention"\n', "utf-8")
    until(lambda: bot.bot.settings.default.mode == "mention")
    answered(fake, fake.say(general, ana, NOT_THERE, mention=True))
    assert not fake.replies(ignored)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[default]\nmode = "loud"\n', "mode"),
        ("keep_days = [\n", "not TOML"),
        ('notice = "nowhere.md#x"\n', "nowhere.md#x"),
    ],
)
def test_a_bad_file_is_refused_and_logged(fake, followed, caplog, text, said):
    """A wrong value, no TOML, a section that the index lacks: the settings before stay."""
    bot, path = followed
    before = bot.bot.settings
    path.write_text(text, "utf-8")
    until(lambda: "settings refused" in caplog.text)
    path.unlink()
    quiet(fake, bot)
    assert said in caplog.text
    assert bot.bot.settings is before


@pytest.fixture
def follower(tmp_path):
    """A follower without its thread, the settings in use, the file, and what is served."""
    served = SimpleNamespace(name="one", passages=[])
    path, in_use = tmp_path / "playbook.toml", SettingsInUse(Settings())
    return SettingsFollower(path, in_use, lambda: served), in_use, path, served


def test_a_change_before_the_first_look_counts(follower):
    """The bot reads its settings, then opens the index: what is written meanwhile is not lost."""
    held, in_use, path, _ = follower
    path.write_text("keep_days = 7\n", "utf-8")
    held.look()
    held.look()
    assert in_use.now.keep_days == 7


def test_a_file_that_is_being_written_is_left_alone(follower):
    """Empty for a moment, it would be valid: everything would be as by default."""
    held, in_use, path, _ = follower
    path.write_text("keep_days = 7\n", "utf-8")
    held.look()
    held.look()
    path.write_text("", "utf-8")
    held.look()
    assert in_use.now.keep_days == 7
    path.write_text("keep_days = 8\n", "utf-8")
    held.look()
    assert in_use.now.keep_days == 7
    held.look()
    assert in_use.now.keep_days == 8


def test_a_section_that_the_index_gets_later(follower, caplog):
    """Settings refused for it are taken up with the index that has it, and logged once before."""
    held, in_use, path, served = follower
    path.write_text('notice = "new.md"\n', "utf-8")
    for _ in range(4):
        held.look()
    assert caplog.text.count("settings refused") == 1 and in_use.now.notice is None
    served.name, served.passages = "two", [SimpleNamespace(path="new.md", anchor="", headings=())]
    held.look()
    assert in_use.now.notice == "new.md"
