"""The documents name what exists, their examples run, and their answers are what is printed."""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
from surroundings import CONTENT, ROOT, environment

from assistant.cli import playbook as every_command
from index_builder.index.live_server import announced

READMES = [
    "README.md",
    "assistant/README.md",
    "assistant/slack/README.md",
    "assistant/slack/SETUP.md",
    "deploy/README.md",
    "index_builder/README.md",
    "tests/README.md",
]
DOCUMENTS = [*READMES, "CONTRIBUTING.md", "DECISIONS.md", "CHANGELOG.md"]
LONGEST_README = 150  # lines: a front page is read, not searched

# Files that are not ours: a site's, an administrator's, a user's, an index's, another page's.
FOREIGN = set(
    """
    _config.yml mkdocs.yml zensical.toml hugo.toml docusaurus.config.js playbook.toml docker.html
    current cache/ serving.json
    generations/ encoders/ reader.onnx data/*.md lint.json manifest.json __init__.py .playbook/
    .vitepress/config.js .eleventy.js eleventy.config.js
    """.split()
)
_PATH = re.compile(r"[\w.*/-]+(/|\.(py|md|jsonl|tsv|toml|svg|yml|mjs|ts|json|txt|onnx|js|html))")


def read(name: str) -> str:
    """Return a document's text."""
    return (ROOT / name).read_text(encoding="utf-8")


def without_fences(text: str) -> str:
    """Return a document without its fenced blocks."""
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def without_code(text: str) -> str:
    """Return a document without any code."""
    return re.sub(r"`[^`]+`|^    .*$", "", without_fences(text), flags=re.MULTILINE)


def code_lines(text: str) -> Iterator[str]:
    """Yield the lines of indented code blocks."""
    for line in without_fences(text).splitlines():
        if line.startswith("    ") and line.strip():
            yield line.strip()


def code_spans(text: str) -> Iterator[str]:
    """Yield what stands between single backquotes."""
    for span in re.findall(r"`([^`]+)`", without_fences(text)):
        yield " ".join(span.split())


def words(command: str) -> list[str]:
    """Return the words of a shell command, without comment and redirections."""
    return shlex.split(re.sub(r" [<>] \S+", "", command), comments=True)


def named_commands(name: str) -> list[str]:
    """Return each use of `playbook` in a document."""
    uses = [*code_lines(read(name)), *code_spans(read(name))]
    return [
        use.removeprefix(".venv/bin/")
        for use in uses
        if re.match(r"(\.venv/bin/)?playbook( [a-z-]|$)", use)
    ]


def commands() -> Iterator[click.Command]:
    """Yield every command and subcommand."""
    waiting: list[click.Command] = [every_command]
    while waiting:
        command = waiting.pop()
        yield command
        if isinstance(command, click.Group):
            context = click.Context(command)
            subcommands = [
                command.get_command(context, at) for at in command.list_commands(context)
            ]
            waiting += [subcommand for subcommand in subcommands if subcommand]


def parse(use: str) -> None:
    """Parse a use of `playbook` as click does, short of checking values."""
    _, *arguments = words(use)
    command: click.Command = every_command
    while True:
        context = click.Context(command, ignore_unknown_options=False)
        _, arguments, _ = command.make_parser(context).parse_args(list(arguments))
        if not isinstance(command, click.Group) or not arguments:
            return
        name, *arguments = arguments
        subcommand = command.get_command(context, name)
        assert subcommand, f"{use}: no command {name}"
        command = subcommand


OPTIONS = {
    option
    for command in commands()
    for parameter in command.get_params(click.Context(command))
    for option in [*parameter.opts, *parameter.secondary_opts]
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_and_options_exist(name: str) -> None:
    """The command line parses every `playbook …`; a lone `--option` is one of some command."""
    for use in named_commands(name):
        try:
            parse(use)
        except click.UsageError as error:
            pytest.fail(f"{name}: {use}: {error.message}")
    lone = {span.split()[0] for span in code_spans(read(name)) if span.startswith("--")}
    assert lone <= OPTIONS


def test_the_parser_of_examples_refuses_what_does_not_exist() -> None:
    """Wrong commands and options are told, wherever they stand."""
    for use in ("playbook index --wach", "playbook slack manifest --no", "playbook ask --top"):
        with pytest.raises(click.UsageError):
            parse(use)
    with pytest.raises(AssertionError):
        parse("playbook lnt")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_scripts_and_make_targets_exist(name: str) -> None:
    """`python -m tests.x`, `python tests/x.py` and `make x` name what is there."""
    text = read(name)
    for module in re.findall(r"python -m (tests[\w.]*)", text):
        place = ROOT / module.replace(".", "/")
        assert place.with_suffix(".py").exists() or (place / "__main__.py").exists(), module
    for script in re.findall(r"python (tests/\S+\.py)", text):
        assert (ROOT / script).exists(), script
    targets = set(re.findall(r"^([\w-]+):", read("Makefile"), re.MULTILINE))
    named = [use for use in [*code_lines(text), *code_spans(text)] if use.startswith("make ")]
    assert {words(use)[1] for use in named} <= targets


def files() -> list[str]:
    """Return the path of every file of this tree that git knows or would take."""
    told = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(told, capture_output=True, text=True, check=False)
    if done.returncode:  # not a clone: an archive of the sources
        return [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file()]
    return [path for path in done.stdout.splitlines() if (ROOT / path).exists()]


def named_paths(line: str) -> Iterator[str]:
    """Yield the code spans that are paths of this tree."""
    for span in code_spans(line):
        path = _PATH.fullmatch(span) and not span.startswith(("/", "../", "DATA/"))
        if path and span not in FOREIGN:
            yield span


def is_there(path: str, folders: list[str]) -> bool:
    """Tell if a path, perhaps with a * or NAME, exists at the root or in one of the folders."""
    pattern = re.sub("NAME|CODE", "*", path).rstrip("/")
    return any(next((ROOT / folder).glob(pattern), None) for folder in ["", *folders])


def rows_and_paragraphs(text: str) -> list[str]:
    """Return the parts in which a folder that was named holds the names after it."""
    return re.split(r"\n(?=\||\n)", text)


def folders_of(path: str) -> list[str]:
    """Return the folders that a path opens for the names after it."""
    path = path.partition("NAME")[0]
    return [str(Path(path).parent), path] if "/" in path else []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_paths_exist(name: str) -> None:
    """A path is seen from the root or its document, or in a folder named earlier in its paragraph.

    In a table, a row is a paragraph. DECISIONS names some files by their last parts.
    """
    known = files() if name == "DECISIONS.md" else []
    for passage in rows_and_paragraphs(without_fences(read(name))):
        folders = [str(Path(name).parent)]
        for path in named_paths(passage):
            missing = f"{name}: no {path}"
            assert is_there(path, folders) or any(at.endswith(f"/{path}") for at in known), missing
            folders += folders_of(path)


def test_every_module_has_a_place_in_the_map() -> None:
    """CONTRIBUTING's map names it, or a folder of it below the packages' tops."""
    rows = [line for line in read("CONTRIBUTING.md").splitlines() if line.startswith("|")]
    named = {path.partition("NAME")[0] for row in rows for path in named_paths(row)}
    tops = {"assistant/", "assistant/slack/", "index_builder/"}
    rooms = tuple(path for path in named - tops if "/" in path)
    modules = [
        path
        for path in files()
        if path.startswith(("assistant/", "index_builder/")) and path.endswith(".py")
    ]
    assert len(modules) > 200
    unplaced = [
        path
        for path in modules
        if not path.startswith(rooms) and Path(path).name not in ("__init__.py", "__main__.py")
    ]
    assert unplaced == []


def test_the_front_page_is_short() -> None:
    """Whoever opens it can read it all."""
    assert len(read("README.md").splitlines()) <= LONGEST_README


def anchors(text: str) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", [*DOCUMENTS, "index_builder/models/trained/MODEL_CARD.md"])
def test_links_open(name: str) -> None:
    """Each link to this tree opens a file, and its anchor a heading."""
    for target in re.findall(r"\]\(([^)\s…]+)\)", without_code(read(name))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        place = (ROOT / name).parent / path if path else ROOT / name
        assert place.exists(), f"{name}: {target}"
        if anchor:
            assert anchor in anchors(place.read_text(encoding="utf-8")), f"{name}: {target}"


def test_decisions_that_are_pointed_to_exist() -> None:
    """By number in the documents, by title in the code."""
    titles = dict(re.findall(r"^## (\d+)\. (.+)$", read("DECISIONS.md"), re.MULTILINE))
    assert list(titles) == [str(number) for number in range(1, len(titles) + 1)]
    for name in DOCUMENTS:
        for numbers in re.findall(r"DECISIONS\.md\)?, ([\d, and\nto]*\d)", read(name)):
            assert set(re.findall(r"\d+", numbers)) <= set(titles), name
    for path in files():
        if not path.endswith(".py"):
            continue
        text = " ".join((ROOT / path).read_text(encoding="utf-8").replace("#", " ").split())
        for title in re.findall(r'DECISIONS\.md[,:]? \(?"([^"]+)"', text):
            assert any(title.lower() in whole.lower() for whole in titles.values()), (path, title)


def test_every_complaint_has_its_test() -> None:
    """The table of complaints names tests that exist; "…" is the part of a name left out."""
    table = read("assistant/slack/README.md").partition("| complaint |")[2]
    tests = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests/slack/bot").glob("test_*.py")
    )
    cells = re.findall(r"^\|[^|]+\|([^|]+)\|$", table, re.MULTILINE)[1:]
    assert len(cells) > 10
    for cell in cells:
        assert re.search(r"test_|tests/", cell)
        for span in code_spans(cell):
            file, _, test = span.rpartition("::")
            if file:
                where = (ROOT / "tests/slack/bot" / file).read_text(encoding="utf-8")
                assert f"def {test}(" in where, span
            elif "…" in span:
                part = r"\w*".join(map(re.escape, span.split("…")))
                assert re.search(rf"def test_\w*{part.removeprefix(chr(92) + 'w*')}", tests), span


# Examples are run in a folder with the content, its index, and what their files would hold.
STATUS = {
    "diff": 3
}  # of commands that don't end with 0: of the desk's two generations, it shows a change
STATUS_OF = {
    "playbook check --strict content/_questions.jsonl": 3,  # not every question is answered right
}
NOT_RUN = re.compile(r"playbook (slack(?! manifest)|index --watch|serve)")
CITATION = "2_enabling-data-sharing.md:1-20"


def examples() -> Iterator[object]:
    """Yield each example of the READMEs that needs neither a network nor Slack."""
    seen = set()
    for name in READMES:
        for line in code_lines(read(name)):
            use = line.removeprefix(".venv/bin/").partition("  #")[0].rstrip()
            if use.startswith("playbook ") and not NOT_RUN.match(use) and use not in seen:
                seen.add(use)
                yield pytest.param(use, id=use)


@pytest.fixture(scope="module")
def prepared(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with content/ and an index of it, the generation before with another sentence.

    Of the judged questions a tenth, and half of those without an answer, so that calibrating has
    enough of them: asking all of them, each example would take a minute.
    """
    folder = tmp_path_factory.mktemp("documents")
    shutil.copytree(CONTENT, folder / "content")
    questions = folder / "content" / "_questions.jsonl"
    rows = questions.read_text("utf-8").splitlines(keepends=True)
    answerable = [row for row in rows if json.loads(row)["answerable"]]
    others = [row for row in rows if row not in answerable]
    questions.write_text("".join(answerable[::10] + others[::2]), "utf-8")
    shutil.copytree(index, folder / ".playbook")
    (folder / "questions.txt").write_text("What is an E-MOU?\nWhat is P20 WIN?\n", "utf-8")
    (folder / "conversation.txt").write_text(
        "How do I request data through P20 WIN?\nand what comes after that?\n", "utf-8"
    )
    page = folder / "content" / "5_transferring-data.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("after 60 days", "after 30 days"), "utf-8")
    assert page.read_text(encoding="utf-8") != text
    run("playbook index --keep 1", folder)  # the one copied was built for a site
    page.write_text(text, "utf-8")
    run("playbook index", folder)
    run("playbook lint --baseline lint.json --write-baseline", folder)
    return folder


@pytest.fixture
def desk(prepared: Path, tmp_path: Path) -> Path:
    """A copy of `prepared` that an example may change; what it writes is renamed into place."""
    return Path(shutil.copytree(prepared, tmp_path / "desk", copy_function=os.link))


def run(use: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run an example in bash, as whoever copies the line would."""
    script = f'playbook() {{ "{sys.executable}" -m assistant "$@"; }}\n{use}'
    return subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("use", list(examples()))
def test_examples_run(use: str, desk: Path) -> None:
    """Each ends with the status that its document says."""
    done = run(re.sub(r"\bURL\b", CITATION, use), desk)
    expected = STATUS_OF.get(use, STATUS.get(words(use)[1], 0))
    assert done.returncode == expected, done.stdout[-2000:] + done.stderr


def test_the_front_page_shows_what_is_printed(desk: Path) -> None:
    """Its question, asked of its content, gets the answer that it shows."""
    (question,) = re.findall(r'^    make ask Q="(.+)"$', read("README.md"), re.MULTILINE)
    (shown, *_) = re.findall(r"^```\n(.*?)^```$", read("README.md"), re.MULTILINE | re.DOTALL)
    (served,) = set(re.findall(r"http://127\.0\.0\.1:\d+", shown))
    with socket.create_server(("127.0.0.1", 0)) as server:
        here = f"http://127.0.0.1:{server.getsockname()[1]}"
        with announced(desk / ".playbook", here):  # as if `playbook serve` ran
            printed = run(f"playbook ask -- {shlex.quote(question)}", desk).stdout
    assert printed.replace(here, served) == shown
