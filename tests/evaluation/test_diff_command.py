"""`playbook diff` from end to end, and its Markdown whatever a page says."""

import dataclasses
import json
from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.diffing.command import diff
from assistant.diffing.diff_markdown import LIMIT, difference_markdown
from assistant.diffing.difference import Difference
from index_builder.index.changes import Change, compare_passages
from index_builder.index.errors import IndexMissing
from index_builder.index.generation import open_generation
from index_builder.index.layout import published_names
from index_builder.index.passage import Passage

from .conftest import Handbook

SPACE = "\N{ZERO WIDTH SPACE}"


def run(*arguments: str | Path) -> Result:
    """Run the command; what it raises on purpose is raised here."""
    return CliRunner().invoke(diff, [*map(str, arguments)], catch_exceptions=False)


class _Text(HTMLParser):
    """Collects what a browser shows of HTML, and its tags."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.feed(MarkdownIt("commonmark", {"linkify": False}).render(markdown))
        self.close()

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).replace(SPACE, "").split())


def test_passages_are_told_by_kind_with_the_words_that_differ(handbook: Handbook) -> None:
    """Edited ones with their words, moved ones with both places, the others with their start."""
    done = run("--index", handbook.edited)
    now, before = published_names(handbook.edited)
    lines = done.stdout.splitlines()
    assert done.exit_code == 3
    assert lines[0] == f"{before} → {now}: 2 edited, 1 removed, 1 added, 0 moved, 2 unchanged"
    said = "\n".join(lines)
    assert "Up to [-five-] {+six+} days of leave [-can-] {+may+} be carried over" in said
    assert "  travel.md:10-12 → trains.md:4-8  Rail › Trains\n    {+# Rail+} ## Trains Book" in said
    assert "\nadded (1)\n  kit.md:4-8  Equipment › Bicycles\n    Park your bicycle" in said
    assert "\nremoved (1)\n  kit.md:4-8  Equipment › Broken laptops\n" in said


def test_judged_questions_that_cite_something_else(handbook: Handbook) -> None:
    """What `check` says of each question, and those whose very words were edited."""
    done = run("--index", handbook.edited, "--questions", handbook.questions, "--json")
    found = json.loads(done.stdout)
    changed = {held["id"]: held["change"] for held in found["questions"]["questions"]}
    assert {name for name, change in changed.items() if change != "same"} == {
        "train",
        "laptop",
        "bicycle",
    }
    assert found["on_edited_words"] == ["carry"]
    text = run("--index", handbook.edited, "--questions", handbook.questions).stdout
    assert "no longer answered (1)\n  laptop" in text
    assert "answered as before, from a passage that was edited (1)\n  carry" in text


def test_generations_are_named_by_their_first_digits(handbook: Handbook) -> None:
    """Either way round; one compared with itself has no difference, status 0."""
    now, before = published_names(handbook.edited)
    back = run(now[:5], before[:5], "--index", handbook.edited, "--json")
    assert json.loads(back.stdout)["counts"] == {
        "edited": 2,
        "removed": 1,
        "added": 1,
        "moved": 0,
        "unchanged": 2,
    }
    same = run(now, "--index", handbook.edited)
    assert (same.exit_code, same.stdout.count("\n")) == (0, 1)
    with pytest.raises(IndexMissing, match="start with 0x: name one of"):
        run("0x", "--index", handbook.edited)
    with pytest.raises(IndexMissing, match="2 generations in"):
        run("", "--index", handbook.edited)


def test_one_generation_has_nothing_to_be_compared_with(handbook: Handbook, tmp_path: Path) -> None:
    """The message says what to do; so it does where there is no index."""
    with pytest.raises(IndexMissing, match="none before it"):
        run("--index", handbook.first)
    with pytest.raises(IndexMissing, match="run `playbook index"):
        run("--index", tmp_path)


def test_formats_that_contradict_each_other_are_refused(handbook: Handbook) -> None:
    """Asking for two formats at once is wrong usage."""
    done = CliRunner().invoke(diff, ["--json", "--format", "text", "--index", str(handbook.edited)])
    assert done.exit_code == 2


def test_json_holds_every_change(handbook: Handbook) -> None:
    """Both quotes can be put together again from the differences, word for word."""
    found = json.loads(run("--index", handbook.edited, "--format", "json").stdout)
    edited = [held for held in found["changes"] if held["kind"] == "edited"]
    assert len(edited) == 2
    for held, (side, gone) in product(edited, (("before", "added"), ("after", "removed"))):
        words = [run["words"] for run in held["differences"] if run["kind"] != gone]
        assert " ".join(words).split() == held[side]["quote"].split()


def test_markdown_says_the_same(handbook: Handbook) -> None:
    """Sums, questions and passages, in parts that fold."""
    done = run("--index", handbook.edited, "--questions", handbook.questions, "--format=markdown")
    shown = _Text(done.stdout)
    assert shown.text.startswith("What changed in the playbook")
    assert "6 judged questions: 2 worse, 1 moved, 0 better; quotes to update: 3" in shown.text
    assert "Questions: no longer answered (1) Who replaces a broken laptop?" in shown.text
    assert "Passages edited (2)" in shown.text
    assert "Rail › Trains travel.md:10-12 → trains.md:4-8# Rail ## Trains Book" in shown.text
    assert {"details", "summary", "del", "ins"} <= set(shown.tags)


HARMFUL = (
    "</li></ul></details><script>alert(1)</script> <img src=x onerror=y> &amp; &lt;",
    "@octocat and @org/team, #123, :+1: :smile: owner/repo#4 12:30",
    "```\ncode\n```\n\n# heading\n\n- item **bold** _it_ [a](b) `c` | d | e |\n\n<!-- -->",
    "1. one\n\n    two\n\n---\n\n***\n\n> three\n\n~~gone~~ \\ \x1b[31m \N{RIGHT-TO-LEFT OVERRIDE}",
)


def saying(held: Passage, text: str) -> Passage:
    return dataclasses.replace(
        held, quote=text, text=text, headings=(text,), page_title=text, path=f"{text[:9]}.md"
    )


def told(changes: Sequence[Change]) -> Difference:
    return Difference(before="a" * 16, after="b" * 16, changes=tuple(changes), check=None)


@pytest.fixture(scope="session")
def one(handbook: Handbook) -> Passage:
    """Some passage."""
    return open_generation(handbook.first, published_names(handbook.first)[0]).passages[0]


@pytest.mark.parametrize("words", HARMFUL)
def test_what_a_page_says_is_only_said(one: Passage, words: str) -> None:
    """A page's words never make a tag, mention, issue, emoji, rule, list or end of a part."""
    held = saying(one, words)
    markdown = difference_markdown(told(compare_passages([], [held])))
    shown = _Text(markdown)
    assert shown.tags == ["h3", "p", "code", "code", *_Text(_plain(one)).tags[4:]]
    assert "added (1)" in shown.text
    assert f"@{SPACE}octocat" in markdown or "@octocat" not in words
    assert f"#{SPACE}123" in markdown or "#123" not in words
    assert f":{SPACE}smile:" in markdown or ":smile:" not in words
    assert "\x1b" not in markdown
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in markdown


def _plain(one: Passage) -> str:
    return difference_markdown(told(compare_passages([], [saying(one, "Goats eat hay.")])))


@given(words=st.text(), more=st.text())
def test_any_words_may_be_edited(one: Passage, words: str, more: str) -> None:
    """Whatever is written, the parts still fold, and what they show is text."""
    changes = [
        Change(kind="edited", before=saying(one, words), after=saying(one, f"{words} {more}."))
    ]
    tags = _Text(difference_markdown(told(changes))).tags
    assert set(tags) <= {
        "h3", "p", "code", "details", "summary", "ul", "li", "b", "br", "del", "ins"
    }  # fmt: skip
    assert tags.count("li") == tags.count("details") == 1


def test_a_comment_is_never_too_long(one: Passage) -> None:
    """What there is no room for is counted, and the comment says where to see it."""
    added = [saying(one, f"{at} {'<goat> ' * 20}") for at in range(1000)]
    removed = [saying(one, f"{at} bees {'swarm ' * 20}") for at in range(1000)]
    markdown = difference_markdown(told(compare_passages(removed, added)))
    assert LIMIT - 3_000 < len(markdown) < LIMIT
    shown = _Text(markdown)
    left_out = int(shown.text.rpartition(" are left out")[0].split()[-2])
    assert shown.tags.count("li") + left_out == 2000
    assert f"playbook diff {'a' * 16} {'b' * 16}" in shown.text
