"""deploy/playbook.toml works as it is on the shipped content, and SETUP.md shows what one sees."""

import re
import shutil
from pathlib import Path

import pytest

from assistant.slack.running.checking import Finding, check_all
from assistant.slack.running.process import Options
from assistant.slack.setup.secrets import Secrets
from assistant.slack.setup.settings import ChannelSettings, Settings, parse_settings, read_settings

from ..fake import FakeSlack

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "deploy" / "playbook.toml"
SETUP = ROOT / "assistant" / "slack" / "SETUP.md"
README = ROOT / "assistant" / "slack" / "README.md"


def checked(fake: FakeSlack, index: Path, settings: Settings) -> list[Finding]:
    """Return what `--check` finds."""
    found = fake.environment
    options = Options(
        index=index, state=index, http=False, oauth=False, mentions_only=False, host="",
        port=None, api_url=found["SLACK_API_URL"],
    )  # fmt: skip
    secrets = Secrets(bot_token=found["SLACK_BOT_TOKEN"], app_token=found["SLACK_APP_TOKEN"])
    return list(check_all(options, settings, secrets))


def everything(text: str) -> str:
    """Return the example with every setting in it, also those that are commented out."""
    return re.sub(r"^# (?=[\w\"]+(-[\w.-]+\")? = |\[)", "", text, flags=re.MULTILINE)


def test_check_says_what_the_set_up_page_shows(fake, index):
    """Line by line; "…" stands for what differs."""
    steps = SETUP.read_text(encoding="utf-8")
    shown = re.findall(r"^    ok    (.+)$", steps, re.MULTILINE)
    found = checked(fake, index, read_settings(EXAMPLE))
    assert [one.outcome for one in found] == ["ok"] * len(shown)
    for line, one in zip(shown, found, strict=True):
        assert re.fullmatch(re.escape(line).replace("…", ".+"), one.line)


def test_every_setting_is_in_the_example():
    """With those that are commented out, so that nobody has to look elsewhere."""
    text = EXAMPLE.read_text(encoding="utf-8")
    named = set(re.findall(r"^(?:# )?(\w+) = ", text, re.MULTILINE))
    wanted = {*Settings.model_fields, *ChannelSettings.model_fields}
    assert named == wanted - {"default", "channels", "owners", "build"}  # that is not the bot's
    for table in ("default", "channels", "owners"):
        assert f"[{table}" in text


def test_what_is_commented_out_works_too(fake, index):
    """Its sections are there; each placeholder among its ids is told, with what to do."""
    settings = parse_settings(everything(EXAMPLE.read_text(encoding="utf-8")), str(EXAMPLE))
    assert settings.default.owner and settings.owners and settings.admins and settings.channels
    lines = [one.line for one in checked(fake, index, settings) if one.outcome == "wrong"]
    assert [re.search(r"[A-Z]0[A-Z]+", line)[0] for line in lines] == [
        "U0ADMIN", "S0PRIVACY", "U0SFTP", "C0DESK", "C0SFTP",
    ]  # fmt: skip
    assert all("there is no such" in line for line in lines)


def test_a_copy_elsewhere_is_told_where_its_questions_are(fake, index, tmp_path):
    """Their path is seen from the file's folder: --check names the path that it looked at."""
    copy = Path(shutil.copy(EXAMPLE, tmp_path / "playbook.toml"))
    [wrong] = [one for one in checked(fake, index, read_settings(copy)) if one.outcome == "wrong"]
    assert wrong.line.startswith("questions: ") and "_questions.jsonl" in wrong.line


@pytest.mark.parametrize("document", [README])
def test_the_settings_in_the_documents_are_settings(document, fake, index):
    """They can be parsed, and the sections they name are in the shipped content."""
    text = document.read_text(encoding="utf-8")
    (block,) = re.findall(
        r"((?:^    .*\n|^\n)*^    \[default\].*\n(?:^    .*\n)*)", text, re.MULTILINE
    )
    toml = re.sub(r"^    ", "", block, flags=re.MULTILINE)
    settings = parse_settings(toml, str(ROOT / "playbook.toml"))
    assert settings.named_sections
    lines = [one.line for one in checked(fake, index, settings) if one.outcome == "wrong"]
    assert all("there is no such" in line for line in lines), lines
