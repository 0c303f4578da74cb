"""`--check`: each scope, person, group and channel that is not as the settings want it."""

import json

import pytest

from assistant.slack.running.checking import Finding, check_all
from assistant.slack.running.process import Options
from assistant.slack.setup.app_manifest import scopes
from assistant.slack.setup.secrets import Secrets
from assistant.slack.setup.settings import parse_settings

from .harness import slack


@pytest.fixture
def check(index, tmp_path):
    """What checks a fake Slack with settings: the findings, as (outcome, line)."""

    def checked(fake, settings="", problems=(), *, mentions_only=False, http=False):
        found = fake.environment
        options = Options(
            index=index, state=tmp_path, http=http, oauth=False, mentions_only=mentions_only,
            host="", port=None, api_url=found["SLACK_API_URL"],
        )  # fmt: skip
        secrets = Secrets(bot_token=found["SLACK_BOT_TOKEN"], app_token=found["SLACK_APP_TOKEN"])
        where = str(tmp_path / "playbook.toml")
        parsed = None if problems else parse_settings(settings, where)
        return list(check_all(options, parsed, secrets, problems))

    return checked


def wrong(findings: list[Finding]) -> list[str]:
    """The lines about what is wrong."""
    return [one.line for one in findings if one.outcome == "wrong"]


@pytest.mark.parametrize("missing", scopes())
def test_each_missing_scope_is_named(fake, check, missing):
    """With what does not work without it; nothing else is held to be wrong."""
    held = fake.workspace.installations[fake.team.id]
    held.scopes = tuple(scope for scope in held.scopes if scope != missing)
    [line] = wrong(check(fake))
    assert line.startswith(f"scope {missing} is missing: ")


def test_all_missing_scopes_are_named_at_once(fake, check):
    """Also if there is hardly one."""
    fake.workspace.installations[fake.team.id].scopes = ("chat:write",)
    named = [line.split()[1] for line in wrong(check(fake))]
    assert sorted([*named, "chat:write"]) == scopes()


def test_the_fewest_scopes_are_enough_if_no_more_were_asked_for(check):
    """What can't be looked up with them is said, and is no fault."""
    with slack(mentions_only=True) as fake:
        ana, desk = fake.user("ana"), fake.channel("desk")
        settings = (
            f'admins = ["{ana.id}"]\n[owners]\n"index.md" = "{fake.group("g").id}"\n'
            f'[default]\nowner = "{desk.id}"'
        )
        findings = check(fake, settings, mentions_only=True)
        assert not wrong(findings)
        notes = [one.line for one in findings if one.outcome == "note"]
        for one, scope in zip(
            notes, ("users:read", "usergroups:read", "channels:read or groups:read"), strict=True
        ):
            assert one.endswith(f"can't be looked up without {scope}")
        assert len(wrong(check(fake, settings))) == 6  # if all were asked for


def test_whoever_is_named_and_there_is_well(fake, check):
    """By name, so that one sees whether it is the right one."""
    ana = fake.user("ana")
    desk, hidden = fake.channel("desk"), fake.channel("hidden", kind="group")
    settings = (
        f'admins = ["{ana.id}"]\n[owners]\n"index.md" = "{fake.group("team", ana).id}"\n'
        f'"4_*.md" = "{ana.id}"\n[default]\nowner = "{desk.id}"\n[channels.{hidden.id}]\n'
    )
    findings = check(fake, settings)
    assert not wrong(findings)
    lines = [one.line for one in findings]
    assert f'admins[0], owners."4_*.md": {ana.id} is Ana' in lines
    assert any(line.endswith(" is @team") for line in lines)
    assert f"default.owner: {desk.id} is #desk" in lines
    assert f"channels.{hidden.id}: {hidden.id} is #hidden" in lines


def test_each_that_is_not_as_it_should_be_is_named(fake, check):
    """With what to do: all of them, in the order of the settings."""
    ana = fake.user("ana")
    gone, robot = fake.deactivate(fake.user("gone")), fake.user("robot", bot=True)
    old = fake.group("old", ana, disabled=True)
    empty = fake.group("empty")
    elsewhere = fake.channel("elsewhere", bot_in=False)
    hidden = fake.channel("hidden", kind="group", bot_in=False)
    dusty = fake.archive(fake.channel("dusty"))
    settings = (
        f'admins = ["U0ADMIN", "{gone.id}", "{robot.id}"]\n[owners]\n'
        f'"index.md" = "S0NONE"\n"1_*.md" = "{old.id}"\n"2_*.md" = "{empty.id}"\n'
        f'[default]\nowner = "{elsewhere.id}"\n'
        f"[channels.{hidden.id}]\n[channels.{dusty.id}]\n"
        f'[channels.C0OFF]\nmode = "off"\n'
    )
    lines = wrong(check(fake, settings))
    invite = f"/invite @{fake.bot.name}"
    expected = [
        ("admins[0]: U0ADMIN", "there is no such person"),
        (f"admins[1]: {gone.id}", "is deactivated"),
        (f"admins[2]: {robot.id}", "is a bot"),
        ('owners."index.md": S0NONE', "no such user group"),
        (f'owners."1_*.md": {old.id}', "@old is disabled"),
        (f'owners."2_*.md": {empty.id}', "nobody is in @empty"),
        (f"default.owner: {elsewhere.id}", invite),
        (f"channels.{hidden.id}", invite),
        (f"channels.{dusty.id}", "#dusty is archived"),
    ]
    assert len(lines) == len(expected)
    for line, (start, words) in zip(lines, expected, strict=True):
        assert line.startswith(start) and words in line


def test_a_refused_token_leaves_the_other_checks(fake, check):
    """The app token is still looked at; what needs the bot token is said not to be."""
    fake.revoke()
    findings = check(fake)
    [line] = wrong(findings)
    assert line.startswith("SLACK_BOT_TOKEN: Slack says token_revoked; wanted")
    lines = [one.line for one in findings]
    assert "app token: a socket can be opened" in lines
    assert any("not looked at without a bot token" in line for line in lines)


def test_the_file_of_questions(fake, check, tmp_path):
    """One that is not there, one of another playbook, and one that the playbook answers."""
    setting = 'questions = "q.jsonl"'
    assert "q.jsonl" in wrong(check(fake, setting))[0]
    gold = {
        "path": "index.md", "heading_path": [], "anchor": "", "group": 0, "quotes": ["not in it"],
    }  # fmt: skip
    row = {
        "id": "q1", "question": "How do I request data through P20 WIN?", "answerable": True,
        "type": "how", "gold": [gold],
    }  # fmt: skip
    (tmp_path / "q.jsonl").write_text(json.dumps(row))
    assert "none of" in wrong(check(fake, setting))[0]


def test_a_slack_that_refuses_the_message(fake, check):
    """Whatever Slack says against a reply's blocks is found before anybody asks."""
    fake.fail("blocks.validate", "invalid_blocks")
    [line] = wrong(check(fake))
    assert line == "the message of a reply: Slack says invalid_blocks"


def test_settings_that_can_not_be_used_are_not_called_well(fake, check):
    """Nothing is said of a mode or of sections that nobody set; the rest is looked at."""
    findings = check(fake, problems=["playbook.toml: default.mode: found loud"])
    assert wrong(findings) == ["playbook.toml: default.mode: found loud"]
    lines = [one.line for one in findings]
    assert not any(line.startswith("settings:") for line in lines)
    assert any(line.startswith("scopes: all") for line in lines)
