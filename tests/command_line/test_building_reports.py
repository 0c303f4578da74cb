"""`playbook index`: the report, and what is said of pages that fail."""

import json
import re
from pathlib import Path

import pytest
from terminals import run_in_terminal

KEYS = [
    "generation", "site", "warnings", "pages", "passages",
    "added", "changed", "moved", "removed", "unchanged",
    "embedded", "longest_tokens", "window_tokens", "left_out",
    "failures", "seconds",
]  # fmt: skip


@pytest.fixture
def arguments(farm: Path, empty_index: Path, small_model: Path) -> list[str]:
    return ["index", str(farm), "--index", str(empty_index), "--encoder", str(small_model)]


def test_json_is_one_object(playbook, arguments, farm):
    """Sums, lines left out with the reason, seconds; nothing else on standard output."""
    (farm / "note.md").write_text("# Note\n\nText.\n\n[^1]: A note.\n", encoding="utf-8")
    done = playbook(*arguments, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    report = json.loads(done.stdout)
    assert done.stdout.count(b"\n") == 1
    assert list(report) == KEYS
    assert (report["pages"], report["embedded"]) == (3, report["passages"])
    assert 0 < report["longest_tokens"] <= report["window_tokens"] == 200
    assert {"path": "bees.md", "lines": [1, 3], "reason": "front matter"} in report["left_out"]
    assert any(held["path"] == "note.md" for held in report["left_out"])
    assert report["failures"] == []
    again = json.loads(playbook(*arguments, "--json").stdout)
    assert (again["embedded"], again["generation"]) == (0, report["generation"])


def test_text_says_the_same(playbook, arguments, farm):
    """The site first, then sums, what was left out and why; front matter only as a sum."""
    (farm / "note.md").write_text("# Note\n\nText.\n\n[^1]: A note.\n", encoding="utf-8")
    done = playbook(*arguments)
    lines = done.stdout.decode().splitlines()
    assert lines[0] == (
        "site: a plain folder, no site address; pages such as /bees.html /farm.html /note.html; "
        "answers name file and lines, as --site-url is not known"
    )
    assert re.fullmatch(
        r"3 pages, (\d+) passages, \1 embedded, longest \d+ of 200 tokens, [\d.]+ s", lines[1]
    )
    assert re.fullmatch(r"\d+ added, 0 changed, 0 moved, 0 removed, 0 unchanged", lines[2])
    assert re.fullmatch("generation [0-9a-f]{16}", lines[3])
    assert "left out: front matter, 6 lines" in lines
    assert any(line.startswith("  note.md:5-5: footnote") for line in lines)
    assert done.stderr == b""


def test_a_page_that_fails_is_named_with_its_line_and_the_others_are_built(
    playbook, arguments, farm, empty_index
):
    """Status 1, since something is missing; the index is there, since the rest is not."""
    (farm / "broken.md").write_text("---\ntitle: [\n---\n\nText.\n", encoding="utf-8")
    (farm / "latin.md").write_bytes(b"# Caf\xe9\n\nText.\n")
    done = playbook(*arguments, "--json")
    report = json.loads(done.stdout)
    said = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert (report["pages"], [held["path"] for held in report["failures"]]) == (
        2,
        ["broken.md", "latin.md"],
    )
    assert [line.split(": ")[1].split(":")[0] for line in said] == ["broken.md", "latin.md"]
    for held, line in zip(report["failures"], said, strict=True):
        assert line == f"playbook: {held['path']}:{held['line']}: {held['reason']}"
    asked = playbook("ask", "goats eat hay", "--index", empty_index, "--json")
    assert json.loads(asked.stdout)["citations"]


def test_nothing_to_index_keeps_what_was_there(playbook, arguments, farm, empty_index):
    """When every page fails, the old generation goes on answering."""
    assert playbook(*arguments).returncode == 0
    before = (empty_index / "current").read_bytes()
    for page in farm.glob("*.md"):
        page.write_bytes(b"\xff\xff")
    done = playbook(*arguments)
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert (empty_index / "current").read_bytes() == before


def test_the_progress_bar_is_for_terminals(playbook, arguments, empty_index):
    """A terminal sees it; a pipe, as the tests above show, gets no byte of it."""
    status, sent = run_in_terminal(*arguments, columns=100)
    assert status == 0
    assert "Embedding passages" in sent
    assert "2 pages" in sent


def test_names_of_files_cannot_steer_a_terminal(arguments, farm):
    """A file's name is anybody's text too."""
    (farm / "a\x1b[31mb.md").write_bytes(b"\xff\xff")
    _, sent = run_in_terminal(*arguments, columns=200, NO_COLOR="1")
    assert "\x1b[31m" not in sent
    assert "␛[31mb.md" in sent


def test_another_site_url_and_rule_are_heeded(playbook, arguments, empty_index):
    """`--site-url` and `--anchors` reach the citations."""
    done = playbook(*arguments, "--site-url", "https://example.org/x", "--anchors", "github")
    assert done.returncode == 0, done.stderr.decode()
    asked = playbook("ask", "Feeding the goats", "--index", empty_index, "--json")
    urls = [held["url"] for held in json.loads(asked.stdout)["citations"]]
    assert all(url.startswith("https://example.org/x/") for url in urls)
    assert any(url.endswith("#feeding-the-goats") for url in urls)


def test_the_site_is_named_with_its_settings_address_and_links(playbook, arguments, farm):
    """Whoever builds sees which site the pages were taken for, and what could not be read of it."""
    (farm / "mkdocs.yml").write_text("site_url: https://farm.example/\ndocs_dir: docs\n")
    (farm / "docs").mkdir()
    for name in ("farm.md", "bees.md"):
        (farm / name).rename(farm / "docs" / name)
    done = playbook(*arguments)
    assert done.stdout.decode().splitlines()[0] == (
        f"site: MkDocs ({farm / 'mkdocs.yml'}), https://farm.example; pages such as "
        "https://farm.example/bees/ https://farm.example/farm/"
    )
    (farm / "docs" / "book.toml").write_text("")
    (farm / "mkdocs.yml").unlink()
    report = json.loads(playbook("index", str(farm / "docs"), *arguments[2:], "--json").stdout)
    assert report["site"] == {
        "generator": "mdBook", "settings": None, "url": "",
        "samples": ["/bees.html", "/farm.html"],
    }  # fmt: skip
    (warning,) = report["warnings"]
    assert warning.startswith(f"{farm / 'docs' / 'book.toml'}: mdBook found")


def test_a_folder_left_out_is_named_without_lines(playbook, arguments, farm):
    """What a site keeps beside the pages that are read is named once, as a folder."""
    (farm / "docusaurus.config.js").write_text(
        "export default {url: 'https://farm.example', baseUrl: '/', presets: [['classic', {}]]};"
    )
    for folder in ("docs", "blog"):
        (farm / folder).mkdir()
    (farm / "farm.md").rename(farm / "docs" / "farm.md")
    (farm / "bees.md").rename(farm / "blog" / "2024-01-31-bees.md")
    lines = playbook(*arguments).stdout.decode().splitlines()
    (blog,) = [line for line in lines if "blog/" in line]
    assert blog.startswith("left out: blog/: ")
    assert " lines" not in blog


def test_pages_that_claim_one_address_are_named(playbook, arguments, farm):
    """The site shows one of them, so a link to the other would open other words unannounced."""
    (farm / "_config.yml").write_text("url: https://farm.example\n")
    for name in ("farm.md", "bees.md"):
        (farm / name).write_text(f"---\npermalink: /work/\n---\n# {name}\n\nText of {name}.\n")
    warnings = json.loads(playbook(*arguments, "--json").stdout)["warnings"]
    assert [warning for warning in warnings if "https://farm.example/work/" in warning] == [
        "bees.md:1: it has the address https://farm.example/work/, as farm.md has: the site shows "
        "one of them, so links to the other open the wrong page; give each its own"
    ]
    (farm / "_config.yml").unlink()
    assert json.loads(playbook(*arguments, "--json").stdout)["warnings"] == []
