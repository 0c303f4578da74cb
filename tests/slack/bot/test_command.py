"""The command itself: what it needs, how it ends, and that no secret leaves it."""

import json
import re
import signal
import sqlite3
from pathlib import Path

import pytest

from .harness import OTHER, SURE, answered
from .processes import command, listening, process

TOKENS = {
    "SLACK_BOT_TOKEN": "xoxb-1-2-abc",
    "SLACK_APP_TOKEN": "xapp-1-A-2-abc",
    "SLACK_SIGNING_SECRET": "5160" * 8,
}


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["socket", "http"])
def test_the_command_answers_and_stops(fake, index, tmp_path, mode):
    """As a process, in both modes: connected, answering, ended by SIGTERM with status 0.

    Twenty questions are taken before the signal; each has its answer after it.
    """
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    log = tmp_path / "log"
    options = ["--index", index, "--state", tmp_path / "state", "--port", "0"]
    options += ["--http"] if mode == "http" else []
    with process(fake, log, options, env=fake.environment) as bot:
        if mode == "http":
            fake.request_url = f"{listening(fake, log)}/slack/events"
        else:
            fake.wait_connected(timeout=30)
        answered(fake, fake.say(general, ana, SURE, mention=True))
        fake.rate_limit("chat.postMessage", retry_after=1)
        questions = [fake.say(general, ana, OTHER, mention=True) for _ in range(20)]
        fake.settle()
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(30) == 0
    assert all(len(fake.replies(question)) == 1 for question in questions)
    written = log.read_text()
    assert "Traceback" not in written
    for secret in fake.environment.values():
        if not secret.startswith("http"):
            assert secret not in written


def test_what_the_process_shows_of_itself(fake, index, tmp_path):
    """Arguments hold no token; the process maps no torch; and it is smaller than 300 MB."""
    ana = fake.user("ana")
    log = tmp_path / "log"
    options = ["--index", index, "--state", tmp_path / "state"]
    with process(fake, log, options, env=fake.environment) as bot:
        fake.wait_connected(timeout=30)
        answered(fake, fake.dm(ana, SURE))
        proc = Path(f"/proc/{bot.pid}")
        arguments, maps = (proc / "cmdline").read_text(), (proc / "maps").read_text()
        status = (proc / "status").read_text()
    assert "xox" not in arguments and "xapp" not in arguments
    assert "torch" not in maps and "onnxruntime" in maps
    resident = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert resident and int(resident[1]) < 300_000


@pytest.mark.slow
def test_a_killed_bots_questions_are_answered_by_the_next(fake, index, tmp_path):
    """SIGKILL while six questions wait for their turn: each is answered once after a restart.

    The one that was being posted had arrived: it is found in its thread and not posted again.
    """
    ana = fake.user("ana")
    general = fake.channel("general", ana)
    log = tmp_path / "log"
    options = ["--index", index, "--state", tmp_path / "state"]
    with process(fake, log, options, env=fake.environment) as bot:
        fake.wait_connected(timeout=30)
        fake.break_calls("chat.postMessage", "hang", seconds=30, after=True)
        questions = [fake.say(general, ana, SURE, mention=True) for _ in range(6)]
        fake.settle()
        fake.wait_for(lambda: fake.posts(general))
        bot.kill()
        bot.wait()
    assert len(fake.posts(general)) == 1
    with process(fake, log, options, env=fake.environment):
        for question in questions:
            fake.wait_for(lambda question=question: fake.replies(question), 30)
        answered(fake, fake.dm(ana, OTHER))
    assert all(len(fake.replies(question)) == 1 for question in questions)


@pytest.mark.parametrize("missing", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_missing_token_is_one_clear_line(index, tmp_path, missing):
    """It says which token is missing and what is wanted; status 1, and nothing is connected."""
    env = {name: value for name, value in TOKENS.items() if name != missing}
    done = command("--index", index, "--state", tmp_path, env=env)
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr.startswith(f"playbook: {missing} is not set") and done.stderr.count("\n") == 1
    )


@pytest.mark.parametrize("value", ["xoxb-secret with space", "hunter2-hunter2", "xoxb-a\nb"])
def test_a_token_that_is_none_is_not_said_aloud(index, tmp_path, value):
    """The message does not show what was given."""
    done = command("--index", index, env={**TOKENS, "SLACK_BOT_TOKEN": value})
    assert done.returncode == 1
    assert "SLACK_BOT_TOKEN is not what it should be" in done.stderr
    assert "secret" not in done.stderr and "hunter2" not in done.stderr


def test_settings_index_and_address_are_looked_at_first(index, tmp_path):
    """For each that is wrong, a line has the file or option, what was found and what was wanted."""
    settings = tmp_path / "mine.toml"
    settings.write_text('[default]\nmode = "loud"\n')
    done = command("--settings", settings, env=TOKENS)
    assert done.stderr.startswith(f'playbook: {settings}: default.mode: found "loud", wanted')
    done = command("--settings", tmp_path / "none.toml", env=TOKENS)
    assert "none.toml: No such file" in done.stderr
    done = command("--index", tmp_path / "nowhere", "--state", tmp_path / "state", env=TOKENS)
    assert done.stderr.startswith("playbook: no index in ") and done.returncode == 1
    done = command("--index", index, env={**TOKENS, "SLACK_API_URL": "slack.com"})
    assert 'SLACK_API_URL: found "slack.com"' in done.stderr
    done = command("--oauth", env=TOKENS)
    assert done.returncode == 2


def test_a_section_that_is_not_in_the_index(index, tmp_path):
    """The message names it with its key and the nearest section that there is."""
    settings = tmp_path / "mine.toml"
    settings.write_text('[channels.C1]\nsections = ["4_safeguarding.md"]\n')
    done = command(
        "--index", index, "--settings", settings, "--state", tmp_path / "state", env=TOKENS
    )
    assert done.returncode == 1
    assert 'channels.C1.sections[0]: found "4_safeguarding.md"' in done.stderr.replace("\n", " ")
    assert "4_safeguarding-data.md" in done.stderr


def test_a_memory_of_a_newer_version(index, tmp_path):
    """It is refused, untouched."""
    (tmp_path / "state").mkdir()
    path = tmp_path / "state" / "bot.sqlite"
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA user_version = 99")
    done = command("--index", index, "--state", tmp_path / "state", env=TOKENS)
    assert done.returncode == 1 and "newer version (schema 99" in done.stderr


def test_a_refused_token(fake, index, tmp_path):
    """Slack's word for it, one line, no traceback, no token."""
    fake.revoke()
    done = command("--index", index, "--state", tmp_path / "state", env=fake.environment)
    assert done.returncode == 1
    assert "token_revoked" in done.stderr.splitlines()[-1]
    assert fake.bot_token not in done.stderr and "Traceback" not in done.stderr


def test_check_says_what_is_well(fake, index, tmp_path):
    """A line each, status 0, nothing to colour where no terminal is."""
    done = command("--index", index, "--check", env=fake.environment)
    assert done.returncode == 0, done.stdout
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [
        "ok    index", "ok    settings", "ok    bot token", "ok    app token", "ok    scopes",
        "ok    messages",
    ]  # fmt: skip
    assert "\x1b" not in done.stdout and not done.stderr


def test_check_says_all_that_is_wrong_at_once(fake, index, tmp_path):
    """Settings, tokens and index, one line each; the last line counts them; status 1."""
    settings = tmp_path / "mine.toml"
    settings.write_text('colour = "red"\n[default]\nmode = "loud"\npassages = 0\n')
    env = {**fake.environment, "SLACK_APP_TOKEN": "xapp-1-wrong", "SLACK_BOT_TOKEN": "hunter2"}
    nowhere = tmp_path / "nowhere"
    done = command("--index", nowhere, "--settings", settings, "--check", env=env)
    lines = [line for line in done.stdout.splitlines() if line.startswith("wrong ")]
    told = "\n".join(lines)
    for words in (
        "default.mode: found \"loud\"", "default.passages", "colour is not a setting",
        "SLACK_BOT_TOKEN is not what it should be", "SLACK_APP_TOKEN: Slack says invalid_auth",
        "index: no index in",
    ):  # fmt: skip
        assert words in told
    assert len(lines) == 6
    assert done.returncode == 1 and done.stderr.startswith("playbook: 6 wrong")
    assert "xapp" not in done.stdout and "hunter2" not in done.stdout


def test_the_manifest_is_printed_without_any_token():
    """It is printed as JSON; with --http the address is needed."""
    done = command("manifest", env={})
    assert json.loads(done.stdout)["settings"]["socket_mode_enabled"] is True
    done = command("manifest", "--http", "--url", "https://bot.example", env={})
    held = json.loads(done.stdout)["settings"]
    assert held["event_subscriptions"]["request_url"] == "https://bot.example/slack/events"
    assert command("manifest", "--http", env={}).returncode == 2
    assert command("manifest", "--url", "ftp://x", env={}).returncode == 2
