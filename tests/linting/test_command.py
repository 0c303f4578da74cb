"""`playbook lint` as it is run: what it prints where, its exit status, what it loads."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from command_line.terminals import run_in_terminal
from surroundings import CONTENT, ROOT, environment

from index_builder.linting.registry import LINT_RULES, rules_table

from .folders import write_folder

KRAMDOWN = ("--anchors", "kramdown")  # without a site's settings no rule is known
NOTE = "The portal currently takes files.\n"
WARNING = "Find it [here](https://agency.gov/).\n"
ERROR = "[x](/nowhere/)\n"
LOADED = """
import sys
from assistant.cli import main
try:
    main()
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A folder named content with one finding of each severity."""
    write_folder(tmp_path / "content", {"a.md": NOTE, "b.md": WARNING, "c.md": ERROR})
    return tmp_path


def test_content_is_the_default_and_ours_is_clean(playbook):
    """Without an argument it reads content/; nothing found is status 0."""
    done = playbook("lint")
    pages = len(list(CONTENT.glob("*.md")))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == f"{pages} pages: nothing found\n"


def test_findings_are_named_from_where_the_command_runs(playbook, book):
    """A place can be opened as it is printed: relative below the folder, whole elsewhere."""
    for folder, place in ((book, "content/"), (book / "content", ""), (ROOT, f"{book}/content/")):
        lines = playbook("lint", book / "content", folder=folder).stdout.decode().splitlines()
        assert [line.partition(": ")[0] for line in lines[:6:2]] == [
            f"{place}{name}.md:1" for name in "abc"
        ]


@pytest.mark.parametrize(
    ("pages", "options", "status"),
    [
        ((NOTE,), (), 0),
        ((NOTE,), ("--fail-on", "note"), 1),
        ((WARNING,), (), 1),
        ((WARNING,), ("--fail-on", "error"), 0),
        ((NOTE, WARNING), ("--ignore", "PB105"), 0),
        ((ERROR,), ("--fail-on", "error"), 1),
        ((ERROR,), ("--json", "--fail-on", "error"), 1),
        ((ERROR, WARNING), ("--ignore", "PB101", "--ignore", "PB105"), 0),
        (("# A\n",), ("--fail-on", "note"), 0),
    ],
)
def test_the_status_says_whether_it_is_severe(playbook, tmp_path, pages, options, status):
    """1 from the severity of --fail-on on, whatever the form; rules left out don't count."""
    folder = write_folder(tmp_path, {f"{at}.md": page for at, page in enumerate(pages)})
    done = playbook("lint", folder, *options)
    assert (done.returncode, done.stderr) == (status, b"")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--format", "xml"), "'xml' is not one of"),
        (("--json", "--format", "sarif"), "use one of them"),
        (("--write-baseline",), "needs --baseline FILE"),
        (("--ignore", "PB999"), "'PB999' is not a rule's code; choose from PB001 to PB604"),
        (("--fail-on", "hint"), "'hint' is not one of"),
        (("--baseline", "."), "is a directory"),
        (("one", "two"), "unexpected extra argument"),
    ],
)
def test_wrong_usage_is_status_2(playbook, book, options, said):
    """What was wrong, and what would be right, on standard error alone."""
    done = playbook("lint", *options, folder=book)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in " ".join(done.stderr.decode().split())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("nowhere",), "nowhere can't be opened"),
        (("empty",), "empty holds no Markdown page"),
        (("content", "--site-url", "ftp://x"), "the address 'ftp://x' was found"),
        (("content", "--baseline", "none.json"), "--write-baseline makes it"),
        (("content", "--baseline", "bad.json"), "is not JSON"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_status_1(playbook, book, options, said):
    """The error alone, without a traceback and without half a report."""
    (book / "empty").mkdir()
    (book / "bad.json").write_text("{", encoding="utf-8")
    done = playbook("lint", *options, folder=book)
    assert (done.returncode, done.stdout) == (1, b"")
    error = done.stderr.decode()
    assert error.startswith("playbook: ") and error.count("\n") == 1
    assert said in error


def test_a_page_that_cannot_be_read_is_a_finding(playbook, tmp_path):
    """The other pages are looked at all the same."""
    write_folder(tmp_path, {"a.md": "---\ntitle A\n---\n", "b.md": WARNING})
    report = json.loads(playbook("lint", tmp_path, "--json").stdout)
    assert [(finding["code"], finding["path"]) for finding in report["findings"]] == [
        ("PB001", "a.md"),
        ("PB105", "b.md"),
    ]


def test_a_baseline_is_written_and_then_kept_to(playbook, book):
    """After writing there is nothing to say; a new finding is shown alone, fixed ones counted."""
    written = playbook("lint", "--baseline", "lint.json", "--write-baseline", folder=book)
    assert (written.returncode, written.stdout) == (0, b"3 findings written to lint.json\n")
    clean = playbook("lint", *KRAMDOWN, "--baseline", "lint.json", "--fail-on", "note", folder=book)
    assert clean.returncode == 0
    assert clean.stdout.decode() == "3 pages: nothing found, and 3 in the baseline\n"
    write_folder(book / "content", {"b.md": "Moved.\n\n" + WARNING, "c.md": "[y](/nothing/)\n"})
    later = playbook("lint", *KRAMDOWN, "--baseline", "lint.json", folder=book)
    assert later.returncode == 1
    assert later.stdout.decode().splitlines() == [
        "content/c.md:1: PB101 error: The link to /nothing/ opens nothing",
        "    name one that exists, or remove the link",
        "",
        "3 pages: 1 error, and 2 in the baseline",
        "1 of the baseline's findings are fixed: add --write-baseline to drop them from it",
    ]


def test_a_rule_left_out_is_not_taken_for_mended(playbook, book):
    """What --ignore leaves out is no news about the baseline."""
    playbook("lint", "--baseline", "lint.json", "--write-baseline", folder=book)
    options = ("--baseline", "lint.json", "--ignore", "PB101")
    done = playbook("lint", *KRAMDOWN, *options, folder=book)
    assert done.stdout.decode() == "3 pages: nothing found, and 2 in the baseline\n"


@pytest.mark.parametrize("shape", ["json", "sarif"])
def test_forms_for_programs_are_the_whole_of_standard_output(playbook, book, shape):
    """One JSON value whatever is found; --json is short for the one form."""
    done = playbook("lint", "--format", shape, folder=book)
    assert (done.returncode, done.stderr) == (1, b"")
    assert json.loads(done.stdout)
    if shape == "json":
        assert playbook("lint", "--json", folder=book).stdout == done.stdout


def test_colour_is_for_terminals(playbook, book):
    """Escape codes on a terminal, none in a pipe, none where NO_COLOR asks for none."""
    status, shown = run_in_terminal("lint", columns=200, folder=book)
    assert status == 1
    assert "\x1b[31mPB101 error\x1b[0m" in shown
    piped = playbook("lint", folder=book).stdout.decode()
    assert "\x1b" not in piped
    assert re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", shown).splitlines()[-9:] == piped.splitlines()
    _, plain = run_in_terminal("lint", columns=200, folder=book, NO_COLOR="1")
    assert "\x1b[31m" not in plain


def test_rules_are_printed_without_a_folder(playbook, tmp_path):
    """`--rules` needs no content: a table with every code."""
    done = playbook("lint", "--rules", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert re.findall(r"^\| (PB\d{3}) ", done.stdout.decode(), re.MULTILINE) == [
        rule.code for rule in LINT_RULES
    ]


@pytest.mark.parametrize("name", ["index_builder/README.md", "DECISIONS.md", "CHANGELOG.md"])
def test_the_documents_say_what_the_rules_say(name):
    """A code that is named is a rule's; a table of the rules is the one that `--rules` prints."""
    text = (ROOT / name).read_text("utf-8")
    assert set(re.findall(r"PB\d{3}", text)) <= {rule.code for rule in LINT_RULES}
    rows = re.findall(r"^\| PB\d{3} .*$", text, re.MULTILINE)
    assert rows in ([], rules_table().split("\n")[2:])


def test_linting_loads_no_model(book):
    """Neither torch nor an encoder nor a tokenizer: it reads pages and nothing else."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "lint", str(book / "content")],
        env=environment(),
        capture_output=True,
        check=False,
    )
    loaded = set(done.stderr.decode().splitlines()[-1].split())
    assert "markdown_it" in loaded
    heavy = {"torch", "transformers", "tokenizers", "onnxruntime", "faiss", "numpy", "rich"}
    assert loaded & heavy == set()
