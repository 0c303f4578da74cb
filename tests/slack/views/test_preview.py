"""`playbook preview`: what Slack would be given, as JSON, and as a page that runs nothing."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from surroundings import environment

from assistant.slack.preview import kinds
from assistant.slack.preview.blocks_html import home_html, message_html, modal_html, question_html
from assistant.slack.preview.command import KINDS, OF_QUESTION
from assistant.slack.preview.page_html import page_html
from assistant.slack.views.block_kit.elements import (
    actions,
    button,
    header,
    link,
    menu,
    rich_text,
    section,
    small_print,
    text,
    thumb,
    thumbs,
)
from assistant.slack.views.feedback import PressedAt, feedback_modal
from slack.fake.block_kit import BlockKit

from .showing import texts

SLACK = BlockKit()
QUESTION = "How do I request data through P20 WIN?"
TAGS = set(
    "html head meta title style body main article div p b i s code span a br blockquote pre ul ol"
    " li h2 h3 section table tr td svg path".split()
)


class _Tags(HTMLParser):
    """Collects tags, attributes, and the text outside the style sheet."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "br":
            self.words.append("\n")
        self.words.append(dict(attrs).get("title") or "")  # of a menu: its choices

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] != "style":
            self.words.append(data)


def is_safe(page: str) -> None:
    """It runs and loads nothing, and every tag in it is one that we wrote."""
    for tag, attrs in _Tags(page).tags:
        assert tag in TAGS
        assert not [name for name in attrs if name.startswith("on") or name == "src"]
        assert tag != "a" or str(attrs["href"]).startswith(("https://", "http://"))
    assert "default-src 'none'; style-src 'unsafe-inline'" in page


def test_the_kinds_named_in_the_help_are_those_there_are():
    """They are listed twice so that help loads nothing."""
    assert (*kinds.OF_QUESTION, *kinds.OF_INDEX, *kinds.FIXED) == KINDS
    assert tuple(kinds.OF_QUESTION) == OF_QUESTION


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_what_slack_takes(playbook, index: Path, tmp_path: Path, kind: str):
    """As JSON on standard output; the page says the same words."""
    file = tmp_path / "page.html"
    question = [QUESTION] if kind in OF_QUESTION else []
    done = playbook("preview", *question, "--index", index, "--kind", kind, "--html", file)
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    if "type" in made:
        assert not SLACK.view(made)
    else:
        assert not SLACK.message(made["blocks"])
        assert made["text"]
    page = file.read_text("utf-8")
    is_safe(page)
    words = re.sub(r"\s+", " ", "".join(_Tags(page).words))
    for one in texts(made.get("blocks")):
        assert re.sub(r"\s+", " ", one).strip() in words, one
    assert done.stderr.decode().strip() == f"playbook: wrote {file}: open it in a browser"


def test_only_what_answers_a_question_takes_one(playbook):
    """A question that would be dropped is refused, and so is a reply to nothing."""
    done = playbook("preview", QUESTION, "--kind", "help")
    assert done.returncode == 2 and b"--kind help takes no QUESTION" in done.stderr
    done = playbook("preview")
    assert done.returncode == 2 and b"--kind reply needs a QUESTION" in done.stderr


def test_a_question_comes_through_a_pipe(playbook, index: Path):
    """With "-" in its place; the reply is the same."""
    one = playbook("preview", QUESTION, "--index", index)
    other = playbook("preview", "-", "--index", index, stdin=f"{QUESTION}\n".encode())
    assert one.stdout == other.stdout
    assert one.stderr == b""


def test_errors_are_one_line(playbook, index: Path, tmp_path: Path):
    """For a page that can't be written, an index that is not there, a kind that doesn't exist."""
    file = tmp_path / "nowhere" / "page.html"
    done = playbook("preview", QUESTION, "--index", index, "--html", file)
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert f"{file} can't be written: No such file or directory" in done.stderr.decode()
    done = playbook("preview", QUESTION, "--index", tmp_path / "none", folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("playbook: no index in ")
    assert playbook("preview", QUESTION, "--kind", "x").returncode == 2


def test_it_loads_neither_torch_nor_slack_s_libraries(index: Path):
    """It needs only what an answer needs."""
    script = "import sys; from assistant.cli import main\ntry: main()\n"
    script += "finally: print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script, "preview", QUESTION, "--index", str(index)],
        env=environment(),
        capture_output=True,
        check=True,
    )
    loaded = set(done.stderr.decode().split())
    assert "onnxruntime" in loaded
    assert not loaded & {"torch", "slack_bolt", "slack_sdk", "aiohttp", "pydantic", "markdown_it"}


evil = st.sampled_from(
    ["<script>alert(1)</script>", '"><img src=x onerror=y>', "javascript:x", "&lt;"]
)
words = evil | st.text(max_size=30)


@settings(deadline=None)
@given(words, words, words)
def test_whatever_a_message_says_the_page_stays_safe(said: str, url: str, more: str):
    """Nothing in the message becomes a tag, an attribute or a script."""
    unsafe = {"type": "link", "url": url, "text": more}
    listed = {"type": "rich_text_list", "style": "bullet", "indent": 9, "elements": []}
    code = {"type": "rich_text_preformatted", "border": 1, "elements": [text(said)]}
    called = section({"type": "user", "user_id": said}, {"type": "channel", "channel_id": more})
    blocks = [
        header(said), small_print(said, more), rich_text(called, listed, code),
        rich_text(section(text(said, bold=True), link(url, more), unsafe)),
    ]  # fmt: skip
    cells = [rich_text(section(text(said), link(url, more))), {"type": "raw_text", "text": more}]
    blocks += [
        {"type": "table", "rows": [cells, cells]},
        actions("a", [menu("m", said, "v"), button("b", more, "v")]),
        thumbs("t", "t", thumb(said, "v", label=more), thumb(more, "v", label=said)),
    ]
    pressed = PressedAt(channel=said, thread=more, response_url=url)
    dialog = feedback_modal(more or "x", pressed, keep_days=9)
    dialog["title"]["text"] = said
    body = [
        message_html(blocks, name=said),
        question_html(more),
        modal_html(dialog),
        home_html({"blocks": blocks}),
    ]
    is_safe(page_html(said, "\n".join(body)))
