"""playbook.toml: every mistake is a line that says where, what was found and what was wanted."""

import pytest

from assistant.slack.setup.settings import Settings, SettingsError, parse_settings, read_settings

EVERYTHING = """
language = "en"
notice = "index.md#scope"
edit_minutes = 5
keep_days = 30
questions = "content/_questions.jsonl"
admins = ["U0ADMIN", "W0ADMIN"]

[owners]
"data/*.md" = "S0GROUP"

[default]
mode = "quiet"
passages = 2
owner = "C0DESK"

[channels.C0HELP]
mode = "every question"
sections = ["data/*.md", "index.md#scope"]
prefers = ["data/sharing.md"]
external = "answer"
extra_notice = "Not legal advice."
change_notes = true
"""


def test_everything_that_can_be_set():
    """A channel has what is set for it, and the default's for the rest."""
    held = parse_settings(EVERYTHING, "playbook.toml")
    channel = held.of("C0HELP")
    assert (channel.mode, channel.passages, channel.owner) == ("every question", 2, "C0DESK")
    assert held.of("C0OTHER") == held.default
    assert held.named_sections == {
        "notice": "index.md#scope",
        'owners."data/*.md"': "data/*.md",
        "channels.C0HELP.sections[0]": "data/*.md",
        "channels.C0HELP.sections[1]": "index.md#scope",
        "channels.C0HELP.prefers[0]": "data/sharing.md",
    }


def test_nothing_set():
    """Mentions are answered, outsiders refused, nobody is asked."""
    held = parse_settings("", "playbook.toml")
    assert held == Settings()
    default = held.default
    assert (default.mode, default.external, default.owner) == ("mention", "refuse", None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('mode = "off"', "mode is not a setting; wanted one of language, notice, "),
        ("[channels.general]", 'channels.general: found "general", wanted Slack channel ids'),
        (
            '[channels.C1]\nmodus = "off"',
            "channels.C1.modus is not a setting; wanted one of mode, ",
        ),
        ('[channels.C1]\nmode = "of"', "channels.C1.mode: found \"of\", wanted 'mention', "),
        ('[default]\nmode = "loud"', "default.mode: found \"loud\", wanted 'mention', "),
        ("[default]\npassages = 0", "default.passages: found 0, wanted greater than or equal to 1"),
        ('[default]\npassages = "3"', 'default.passages: found "3", wanted a valid integer'),
        ("[default]\nchange_notes = 1", "default.change_notes: found 1, wanted a valid boolean"),
        ('[default]\nowner = "bob"', 'default.owner: found "bob", wanted the id of a user (U…)'),
        ('[default]\nsections = "a.md"', 'default.sections: found "a.md", wanted a valid tuple'),
        ("[default]\nsections = [3]", "default.sections[0]: found 3, wanted a valid string"),
        ('[owners]\n"a.md" = "bob"', 'owners."a.md": found "bob", wanted'),
        ('admins = ["ana"]', 'admins[0]: found "ana", wanted Slack user ids'),
        ('language = "xx"', 'language: found "xx", wanted en'),
        ("keep_days = 0", "keep_days: found 0, wanted greater than or equal to 1"),
        ("default = 3", "default: found 3, wanted"),
        ("channels = 3", "channels: found 3, wanted Slack channel ids"),
        ('[default]\nextra_notice = " "', "default.extra_notice: found "),
        ("a = 1\nb = 2\nc = 3", "a is not a setting; "),
    ],
)
def test_mistakes(text, said):
    """One line has the file, the key as TOML writes it, what was found and what was wanted."""
    with pytest.raises(SettingsError) as error:
        parse_settings(text, "playbook.toml")
    message = str(error.value)
    assert message.startswith(f"playbook.toml: {said}") and "\n" not in message


@pytest.mark.parametrize("text", ["x", "[default", 'a = "\x00"', "a = " + "[" * 5000])
def test_what_is_no_toml(text):
    """The message says so, with the place."""
    with pytest.raises(SettingsError, match=r"^playbook.toml is not TOML: "):
        parse_settings(text, "playbook.toml")


def test_several_mistakes_are_counted():
    """The first is shown, and how many more there are."""
    with pytest.raises(SettingsError, match=r"\(2 more after it\)$"):
        parse_settings("a = 1\nb = 2\nc = 3", "playbook.toml")


def test_files_that_can_not_be_read(tmp_path):
    """Missing, or not text."""
    with pytest.raises(SettingsError, match="No such file"):
        read_settings(tmp_path / "none.toml")
    (tmp_path / "binary.toml").write_bytes(b"a = '\xff'")
    with pytest.raises(SettingsError, match="byte 5 is not UTF-8"):
        read_settings(tmp_path / "binary.toml")


def test_the_file_of_questions_is_beside_the_settings(tmp_path):
    """Its path is relative to their folder, wherever the bot runs; one from the root stays."""
    file = tmp_path / "deploy" / "playbook.toml"
    file.parent.mkdir()
    file.write_text('questions = "../content/_questions.jsonl"')
    found = read_settings(file).questions
    assert found and found.resolve() == tmp_path / "content" / "_questions.jsonl"
    held = parse_settings('questions = "/srv/q.jsonl"', str(file))
    assert str(held.questions) == "/srv/q.jsonl"
    assert parse_settings("", str(file)).questions is None


def test_all_problems_are_there_for_who_wants_them():
    """The message has the first and how many more; `problems` has one line each."""
    with pytest.raises(SettingsError, match="1 more after it") as caught:
        parse_settings('keep_days = 0\n[default]\nmode = "loud"', "x.toml")
    first, second = caught.value.problems
    assert first.startswith("x.toml: keep_days: found 0") and "more after" not in first
    assert second.startswith('x.toml: default.mode: found "loud"')
    with pytest.raises(SettingsError) as caught:
        parse_settings("keep_days", "x.toml")
    assert caught.value.problems == (str(caught.value),)
