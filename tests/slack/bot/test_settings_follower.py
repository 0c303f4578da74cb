"""A changed playbook.toml is taken up while the bot runs; one that can't be used is refused."""

import time

import pytest

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
