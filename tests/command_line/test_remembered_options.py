"""What a build was told is kept in playbook.toml, and every command uses it."""

import json
import shutil
from pathlib import Path

import pytest

from index_builder.index.playbook_file import (
    BuildSettings,
    PlaybookFileError,
    read_build_settings,
)


@pytest.fixture
def here(farm: Path, empty_index: Path) -> Path:
    """A folder with pages/ and an empty index of the small encoder."""
    shutil.move(farm, farm.parent / "pages")
    shutil.move(empty_index, farm.parent / ".playbook")
    return farm.parent


def ran(playbook, here: Path, *arguments: str) -> dict:
    """Run a command in the folder; return the JSON it prints."""
    done = playbook(*arguments, "--json", folder=here)
    assert done.returncode in (0, 3), done.stderr.decode()
    return json.loads(done.stdout)


def test_the_next_build_does_the_same_again(playbook, here, small_model):
    """After one build with options, `playbook index` alone changes nothing."""
    told = ("--site-url", "https://farm.example", "--address-pattern", "/{path}/")
    model = ("--encoder", str(small_model))
    first = playbook("index", "pages", *told, *model, folder=here)
    assert first.returncode == 0
    assert (
        b"remembered in playbook.toml: content, site_url, address_pattern, encoder" in first.stderr
    )
    again = playbook("index", "--json", folder=here)
    assert again.stderr == b""
    report = json.loads(again.stdout)
    assert (report["unchanged"], report["passages"]) == (4, 4)
    assert report["site"]["url"] == "https://farm.example"
    assert report["site"]["samples"] == ["https://farm.example/bees/", "https://farm.example/farm/"]


def test_every_command_uses_what_is_remembered(playbook, here, small_model):
    """`verify`, `lint` and `ask` find the content, the index and the site that were named once."""
    shutil.move(here / ".playbook", here / "made")
    told = ("--site-url", "https://farm.example", "--generator", "mkdocs", "--index", "made")
    model = ("--encoder", str(small_model))
    assert playbook("index", "pages", *told, *model, folder=here).returncode == 0
    verified = ran(playbook, here, "verify")
    assert verified["current"] is True
    assert verified["content"]["folder"] == "pages"
    assert json.loads(playbook("lint", "--json", folder=here).stdout)["pages"] == 2
    answer = ran(playbook, here, "ask", "What do goats eat?", "--sure", "0")
    assert answer["citations"][0]["link"].startswith("https://farm.example/")
    shown = playbook("verify", "--citation", answer["citations"][0]["link"], folder=here)
    assert shown.returncode == 0


def test_the_rest_of_the_file_stays(playbook, here, small_model):
    """Comments and the bot's settings are kept byte for byte."""
    bot = '# Ours.\nkeep_days = 30   # a month\n\n[default]\nmode = "mention"\n'
    (here / "playbook.toml").write_text(bot)
    assert playbook("index", "pages", "--encoder", str(small_model), folder=here).returncode == 0
    text = (here / "playbook.toml").read_text()
    assert text.startswith(bot)
    assert read_build_settings(here / "playbook.toml") == BuildSettings(
        content=Path("pages"), encoder=str(small_model)
    )


def test_another_content_or_index_is_not_remembered(playbook, here, small_model):
    """A file that is about one playbook is not turned into another's by a build beside it."""
    model = ("--encoder", str(small_model))
    assert playbook("index", "pages", *model, folder=here).returncode == 0
    kept = (here / "playbook.toml").read_bytes()
    shutil.copytree(here / "pages", here / "other")
    shutil.copytree(here / ".playbook", here / "second", symlinks=True)
    built = playbook(
        "index", "other", "--index", "second", "--site-url", "https://o.example", *model,
        folder=here,
    )  # fmt: skip
    assert b"not remembered: playbook.toml is about pages in .playbook" in built.stderr
    assert (here / "playbook.toml").read_bytes() == kept
    # Nor does the other content get what is remembered of the first.
    assert b"https://farm" not in built.stdout


@pytest.mark.parametrize("flag", ["--no-remember", "--dry-run"])
def test_a_build_can_leave_no_trace(playbook, here, small_model, flag):
    """A hook, and a dry run, leave playbook.toml as it is."""
    done = playbook("index", "pages", flag, "--encoder", str(small_model), folder=here)
    assert done.returncode == 0
    assert not (here / "playbook.toml").exists()


def test_the_defaults_need_no_file(playbook, here, encoders):
    """`playbook index` of content/ writes no playbook.toml: there is nothing to remember."""
    shutil.move(here / "pages", here / "content")
    (here / ".playbook" / "encoders").unlink()
    (here / ".playbook" / "encoders").symlink_to(encoders)
    done = playbook("index", "--json", folder=here, env={"PLAYBOOK_TRACEBACK": "1"})
    assert done.returncode == 0
    assert not (here / "playbook.toml").exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[build\n", "is not TOML"),
        ("build = 3\n", "wanted a table"),
        ('[build]\nsite = "x"\n', "build.site is not a setting; wanted one of content, index"),
        ("[build]\ncontent = 3\n", "build.content: found 3, wanted a text"),
        ('[build]\nindex = ""\n', "wanted a text"),
        ('[build]\nencoder = "a\\u0000"\n', "wanted a text"),
    ],
)
def test_a_wrong_file_is_refused(text: str, reason: str, tmp_path: Path) -> None:
    """The message names the file, the key, what was found and what was wanted."""
    file = tmp_path / "playbook.toml"
    file.write_text(text)
    with pytest.raises(PlaybookFileError, match=reason) as caught:
        read_build_settings(file)
    assert str(caught.value).startswith(str(file))


@pytest.mark.parametrize(("key", "value"), [("generator", "nothing"), ("anchors", "nothing")])
def test_a_wrong_name_in_the_file_is_refused(playbook, here, key, value):
    """A generator or rule that there is not is named with those that there are."""
    (here / "playbook.toml").write_text(f'[build]\ncontent = "pages"\n{key} = "{value}"\n')
    done = playbook("lint", folder=here)
    assert done.returncode == 1
    assert f"playbook.toml: build.{key}: found 'nothing', wanted one of".encode() in done.stderr


def test_remembered_settings_that_are_gone_are_named_with_the_file(playbook, here):
    """Nobody passed --settings, so the message names the file to correct, not the option."""
    (here / "playbook.toml").write_text('[build]\ncontent = "pages"\nsettings = "gone.yml"\n')
    done = playbook("lint", folder=here)
    assert done.returncode == 1
    assert b"playbook.toml: build.settings: there is no file 'gone.yml'" in done.stderr
