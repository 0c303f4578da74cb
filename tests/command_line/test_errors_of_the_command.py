"""Errors: one line on standard error that says what to do, and a status that says what kind."""

import json
import re
import shutil
from pathlib import Path

import pytest

from index_builder.index.generation import open_current
from index_builder.index.layout import published_names


def one_line(done) -> str:
    """Return the error, after checking that it is one line and that nothing else was said."""
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (1, b""), said
    assert said.count("\n") == 1
    assert said.startswith("playbook: ")
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("ask",),
        ("ask", "a", "b"),
        ("ask", "a", "--top", "0"),
        ("ask", "a", "--top", "11"),
        ("ask", "a", "--top", "x"),
        ("ask", "a", "--nonsense"),
        ("ask", "a", "--index", __file__),
        ("index", "content", "--anchors", "nobody's"),
        ("nonsense",),
    ],
)
def test_wrong_usage_is_status_2(playbook, arguments):
    """What was wrong is on standard error, nothing on standard output."""
    done = playbook(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Usage: playbook" in done.stderr


def test_no_index_and_no_content_names_both(playbook, tmp_path):
    """Whoever is in the wrong folder learns what was looked for."""
    said = one_line(playbook("ask", "goats?", folder=tmp_path))
    assert "no index in .playbook" in said
    assert "no folder content" in said
    assert "playbook index CONTENT --index .playbook" in said
    assert list(tmp_path.iterdir()) == []


def test_no_index_but_content_is_built_first_and_said_on_standard_error(
    playbook, farm, index, tmp_path
):
    """The first question builds; standard output holds the answer alone. The second one doesn't."""
    (tmp_path / ".playbook").mkdir()
    (tmp_path / ".playbook" / "encoders").symlink_to(index / "encoders")
    first = playbook("ask", "What do goats eat?", "--json", folder=tmp_path)
    assert first.returncode == 0, first.stderr.decode()
    assert json.loads(first.stdout)["answered"]
    said = first.stderr.decode().splitlines()
    assert said[0] == "playbook: no index in .playbook yet: building it from content, once"
    assert re.fullmatch(r"playbook: 2 pages, \d+ passages in [\d.]+ s", said[-1])
    second = playbook("ask", "What do goats eat?", "--json", folder=tmp_path)
    assert second.stderr == b""
    assert json.loads(second.stdout)["citations"] == json.loads(first.stdout)["citations"]


@pytest.mark.parametrize(
    "name",
    ["manifest.json", "vectors.faiss", "encoder.json", "encoder.onnx.data", "tokenizer.json"],
)
@pytest.mark.parametrize("harm", ["flipped", "gone"])
def test_a_damaged_index_is_one_line_and_status_1(playbook, farm_index, tmp_path, name, harm):
    """What is damaged and what to run; no answer from it, no traceback about it."""
    spoilt = Path(shutil.copytree(farm_index, tmp_path / "spoilt"))
    # Other encoders may lie beside the one in use.
    used = {published_names(spoilt)[0], open_current(farm_index).encoder.folder.name}
    (path,) = [held for held in spoilt.rglob(name) if held.parent.name in used]
    data = path.read_bytes()
    path.unlink()
    if harm == "flipped":
        middle = len(data) // 2
        path.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
    said = one_line(playbook("ask", "What do goats eat?", "--index", spoilt))
    assert str(path) in said
    assert "run `playbook index`" in said


@pytest.mark.parametrize("arguments", [("index", "nowhere"), ("index", "pyproject.toml")])
def test_content_that_is_no_folder_is_one_line(playbook, tmp_path, arguments):
    """And no index is begun for it."""
    one_line(playbook(*arguments, "--index", tmp_path / "index"))
    assert not (tmp_path / "index").exists()


def test_an_unknown_encoder_is_one_line(playbook, farm, tmp_path):
    """A path that is none is looked for on the hub, offline here: the error names it."""
    done = playbook(
        "index", farm, "--index", tmp_path / "i", "--encoder", "./nowhere",
        env={"HF_HUB_OFFLINE": "1"},
    )  # fmt: skip
    assert "encoder ./nowhere" in one_line(done)


def test_a_defect_of_ours_is_one_line_too(monkeypatch, capsys):
    """Whatever goes wrong unforeseen: a line, and how to see where. With it asked for, it shows."""
    from assistant import cli

    def broken(**_: object) -> None:
        raise RuntimeError("first\nsecond \x1b[31m")

    monkeypatch.setattr(cli, "playbook", broken)
    monkeypatch.delenv("PLAYBOOK_TRACEBACK", raising=False)
    with pytest.raises(SystemExit) as left:
        cli.main()
    said = capsys.readouterr().err
    assert left.value.code == 1
    assert said.count("\n") == 1
    assert "unexpected RuntimeError: first second" in said
    assert "PLAYBOOK_TRACEBACK=1" in said
    assert "\x1b" not in said
    monkeypatch.setenv("PLAYBOOK_TRACEBACK", "1")
    with pytest.raises(RuntimeError):
        cli.main()
