"""`playbook verify --citation`: does what somebody was shown still stand?"""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from changes.passages import passage
from hypothesis import given
from hypothesis import strategies as st
from surroundings import environment

from index_builder.index.errors import IndexMissing, IndexRefused, PageError
from index_builder.index.generation import open_generation
from index_builder.index.layout import published_names
from index_builder.index.passage import Passage
from index_builder.verifying.citation_check import judge_citation
from index_builder.verifying.citation_reference import (
    ById,
    ByLines,
    ByLink,
    TextDirective,
    read_citation_reference,
)
from index_builder.verifying.citation_status import VERDICTS, CitationStatus, citation_status
from index_builder.verifying.verification import VerifyOptions

Build = Callable[[], str]
Judge = Callable[..., CitationStatus]
HAY = "Goats eat hay twice a day."
FRAGMENT = f":~:text={quote('Goats eat hay')},{quote('needs the vet', safe='')}"


@pytest.fixture
def shown(build_farm: Build, empty_index: Path) -> Passage:
    """The passage on feeding, as somebody was shown it."""
    passages = open_generation(empty_index, build_farm()).passages
    return next(held for held in passages if HAY in held.quote)


@pytest.fixture
def judge(farm: Path, empty_index: Path) -> Judge:
    """Judge a citation against the content, or without it."""

    def run(
        citation: str, generation: str | None = None, *, content: Path | None = farm
    ) -> CitationStatus:
        cited = read_citation_reference(citation)
        assert cited
        asked = VerifyOptions(index=empty_index, content=content)
        return judge_citation(asked, cited, generation, warned.append)[0]

    warned: list[str] = []
    return run


def edit(farm: Path, old: str, new: str) -> None:
    text = (farm / "farm.md").read_text("utf-8")
    assert old in text
    (farm / "farm.md").write_text(text.replace(old, new), "utf-8")


def words(held: CitationStatus, kind: str) -> list[str]:
    return [run.words for piece in held.pieces for run in piece.differences if run.kind == kind]


@pytest.mark.parametrize(
    "name",
    [
        lambda held: held.id,
        lambda held: held.url,
        lambda held: f"https://farm.example{held.url}",
        lambda held: f"{held.url}{FRAGMENT}",
        lambda held: f"{held.url}:~:text=before-,{quote('goat that will not')},-after",
        lambda held: f"{held.path}:{held.lines[0]}-{held.lines[1]}",
        lambda held: f"content/{held.path}:{held.lines[0]}",
    ],
)
def test_word_for_word(farm: Path, shown: Passage, judge: Judge, name: Callable[[Passage], str]):
    """By any of its names it still stands, though its lines shifted; its new place is told."""
    edit(farm, "Everything", "\n\nEverything")
    held = judge(name(shown))
    assert held.verdict == "stands"
    (one,) = held.pieces
    assert one.before == shown
    assert one.after is not None
    assert one.after.quote == shown.quote
    assert one.after.lines == (shown.lines[0] + 2, shown.lines[1] + 2)


def test_edited(farm: Path, shown: Passage, judge: Judge):
    """The difference is given word by word."""
    edit(farm, "twice a day", "three times")
    held = judge(shown.url)
    assert held.verdict == "edited"
    assert (words(held, "removed"), words(held, "added")) == (["twice a day."], ["three times."])


def test_moved_with_its_page(farm: Path, shown: Passage, judge: Judge):
    """The page got another name: the link is dead, but the words are found."""
    (farm / "farm.md").rename(farm / "goats.md")
    held = judge(f"{shown.url}{FRAGMENT}")
    assert held.verdict == "moved"
    assert held.pieces[0].after is not None
    assert held.pieces[0].after.path == "goats.md"


def test_removed(farm: Path, shown: Passage, judge: Judge):
    """The page is gone, and there is nothing like it anywhere."""
    (farm / "farm.md").unlink()
    assert judge(f"{shown.path}:{shown.lines[0]}").verdict == "removed"


def test_unknown(shown: Passage, judge: Judge):
    """What was never there is not called removed."""
    for citation in ("0123456789abcdef", "/nowhere/#at-all", "nothing.md:4-8"):
        assert judge(citation).verdict == "unknown"


def test_the_oldest_that_has_it_is_what_was_shown(
    farm: Path, shown: Passage, judge: Judge, build_farm: Build
):
    """An edit that is already indexed is still an edit; the generation can be named instead."""
    edit(farm, "twice a day", "three times")
    name = build_farm()
    assert judge(shown.url).verdict == "edited"
    assert judge(shown.url, name[:6]).verdict == "stands"
    assert judge(shown.id).verdict == "edited"
    with pytest.raises(IndexMissing, match=r"0 generations in .* start with xyz"):
        judge(shown.url, "xyz")


def test_without_content_the_current_generation_is_compared(
    farm: Path, shown: Passage, judge: Judge, build_farm: Build
):
    """A machine that only answers can still tell what its newest index knows."""
    edit(farm, "twice a day", "three times")
    assert judge(shown.id, content=None).verdict == "stands"
    build_farm()
    assert judge(shown.id, content=None).verdict == "edited"


def test_what_no_generation_has_is_judged_by_the_words_in_the_link(shown: Passage, judge: Judge):
    """A link older than every kept generation: its words are found here, elsewhere, or similar."""
    held = judge("/old-page/#feeding:~:text=Goats%20eat%20hay%20twice%20a%20day")
    assert held.verdict == "moved"
    assert judge("/old/#goats:~:text=Goats%20eat%20straw%20twice%20a%20day").verdict == "edited"
    held = judge(f"{shown.url}:~:text=Goats%20eat%20straw%20twice,needs%20a%20vet")
    assert held.verdict == "edited"
    assert held.shown_by is None
    assert (words(held, "removed"), words(held, "added")) == (["straw", "a"], ["hay", "the"])
    other = ":~:text=Camels%20cross%20wide%20deserts%20by%20moonlight"
    assert judge(f"{shown.url}{other}").verdict == "removed"
    assert judge(f"/camels/#deserts{other}").verdict == "unknown"


def test_a_page_that_cannot_be_read_is_not_called_removed(farm: Path, shown: Passage, judge: Judge):
    """Nothing is known of it, so that is an error that names the page."""
    (farm / "farm.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PageError, match=r"farm\.md:1"):
        judge(shown.id)


def test_a_damaged_generation_is_left_out(
    farm: Path, shown: Passage, judge: Judge, build_farm: Build, empty_index: Path
):
    """The sound generations still tell; if none is sound, that is the error."""
    edit(farm, "twice a day", "three times")
    build_farm()
    newest, oldest = published_names(empty_index)
    (empty_index / "generations" / oldest / "passages.jsonl").write_bytes(b"")
    assert judge(shown.url).verdict == "stands"
    (empty_index / "generations" / newest / "passages.jsonl").write_bytes(b"")
    with pytest.raises(IndexRefused):
        judge(shown.url)


@pytest.mark.parametrize(
    ("citation", "status"), [("shown", 3), ("bees.md:1-9", 0), ("nothing.md:1", 4), ("what?", 2)]
)
def test_the_command(
    playbook, farm: Path, shown: Passage, empty_index: Path, citation: str, status: int
):
    """The exit status gives the verdict; the output names both places and the words."""
    edit(farm, "twice a day", "three times")
    named = shown.id if citation == "shown" else citation
    done = playbook("verify", farm, "--index", empty_index, "--citation", named)
    assert done.returncode == status, done.stderr.decode()
    if citation == "shown":
        assert done.stdout.decode().splitlines() == [
            "edited: the text has changed",
            f"as generation {published_names(empty_index)[0]} has it, "
            f"compared with the content in {farm}",
            "",
            "in       farm.md:6-8  Farm handbook › Feeding the goats",
            f"         {shown.url}",
            "  ## Feeding the goats Goats eat hay [-twice a day.-] {+three times.+} "
            "A goat that will not eat needs the vet.",
        ]


def test_the_command_as_json(playbook, farm: Path, shown: Passage, empty_index: Path):
    """One object, with what text has and the quotes in full."""
    edit(farm, "twice a day", "three times")
    done = playbook("verify", farm, "--index", empty_index, "--citation", shown.id, "--json")
    held = json.loads(done.stdout)
    assert (held["schema"], held["citation"], held["verdict"]) == (1, shown.id, "edited")
    assert held["generation"] == published_names(empty_index)[0]
    (one,) = held["passages"]
    assert one["before"]["quote"] == shown.quote
    assert one["before"]["lines"] == list(shown.lines)
    assert {"kind": "added", "words": "three times."} in one["differences"]


def test_colour_on_a_terminal_only(farm: Path, shown: Passage, empty_index: Path):
    """A terminal shows removed and added words in colour; a pipe or NO_COLOR, in brackets."""
    edit(farm, "twice a day", "three times")
    command = [sys.executable, "-m", "assistant", "verify", str(farm), "--index", str(empty_index)]
    command += ["--citation", shown.id]

    def on_a_terminal(**changes: str) -> str:
        ours, theirs = pty.openpty()
        process = subprocess.Popen(command, stdout=theirs, env=environment(**changes))
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 4096):
                said += part
        except OSError:  # the other end is closed
            pass
        os.close(ours)
        assert process.wait() == 3
        return said.decode()

    assert "\x1b[31m" in on_a_terminal()
    assert "[-twice a day.-]" in on_a_terminal(NO_COLOR="1")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0123456789abcdef", ById(id="0123456789abcdef")),
        (" 0123456789abcdef-2\n", ById(id="0123456789abcdef-2")),
        ("a b/farm.md:3", ByLines(path="a b/farm.md", lines=(3, 3))),
        ("farm.md:3-9", ByLines(path="farm.md", lines=(3, 9))),
        ("/farm/", ByLink(url="/farm/", directives=())),
        ("https://x.example/farm/#", ByLink(url="https://x.example/farm/", directives=())),
        (
            "/f/#a:~:text=a-,one%2C%20two,three,-z&text=four",
            ByLink(
                url="/f/#a",
                directives=(
                    TextDirective(start="one, two", end="three"),
                    TextDirective(start="four"),
                ),
            ),
        ),
        ("/f/#:~:text=%E2%80%94", ByLink(url="/f/", directives=())),
        ("what is a goat?", None),
        ("", None),
    ],
)
def test_what_a_citation_names(text: str, meant: object):
    """A link with or without words, an id, lines of a file; anything else is no citation."""
    assert read_citation_reference(text) == meant


@given(st.text())
def test_anything_may_be_given_as_a_citation(text: str):
    """Whatever is typed, and whatever address it is compared with, nothing breaks."""
    for given_text in (text, f"https://{text}", f"/x/#a:~:text={text}"):
        cited = read_citation_reference(given_text)
        if cited:
            assert cited.among([passage("Goats eat hay.")]) in ([], [passage("Goats eat hay.")])
            assert citation_status(cited, [], [passage("Goats eat hay.")]).verdict in VERDICTS
