"""`playbook serve` in Chromium: links highlight the quoted words, keys suffice, nothing loads."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from rendering.test_what_may_be_shown import HOSTILE
from serving.requests import path_of
from surroundings import CONTENT

from assistant.answer import ask
from assistant.answering.text_fragment import link
from assistant.hosting.web_server import WebServer
from assistant.serving.app import make_app
from assistant.serving.process import served
from index_builder.index.generation import Generation, open_current
from index_builder.index.live_server import announced
from index_builder.index.searchable_page import page_texts
from index_builder.index.served_address import served_address

from .served_site import STYLE
from .test_every_passage import (
    WORD,
    BuiltPlaybook,
    Cited,
    fault,
    folded,
    shown_in_turn,
    shown_words,
    visited,
)

if TYPE_CHECKING:
    from conftest import Playbook
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from .chromium import Browser

pytestmark = pytest.mark.slow

TAB, ENTER = "\ue004", "\ue007"  # as WebDriver's "Keyboard actions" name them
ASKED = (
    "Can one database have two owners?",
    "How do I request data through P20 WIN?",
    "How do I get help if SFTP fails?",
)


class Styled:
    """ASGI middleware: the served pages, but with nothing visible except what is highlighted."""

    def __init__(self, inner: ASGIApp) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def restyled(message: Message) -> None:
            if message["type"] == "http.response.start":
                dropped = (b"content-security-policy", b"content-length")
                kept = [pair for pair in message["headers"] if pair[0] not in dropped]
                message = {**message, "headers": kept}
            elif not message.get("more_body"):
                message = {**message, "body": message.get("body", b"") + STYLE}
            await send(message)

        await self.inner(scope, receive, restyled)


@pytest.fixture(scope="module")
def generation(index: Path) -> Generation:
    """The generation of content/."""
    return open_current(index)


@pytest.fixture(scope="module")
def styled(generation: Generation) -> Iterator[str]:
    """The address of a server whose pages show highlights alone."""
    server = WebServer(Styled(make_app(lambda: generation, "127.0.0.1")), "127.0.0.1", 0)
    server.start()
    yield server.address
    server.stop()


@pytest.fixture(scope="module")
def plain(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the server as it is."""
    folder = tmp_path_factory.mktemp("served") / "index"
    shutil.copytree(index, folder, ignore=shutil.ignore_patterns("encoders", "cache"))
    (folder / "encoders").symlink_to(index / "encoders")
    with served(folder, "127.0.0.1", 0) as address:
        yield address


def served_playbook(generation: Generation, address: str) -> BuiltPlaybook:
    """Return every passage with the address at which it is served."""
    cited = []
    for _, group in groupby(generation.passages, key=lambda passage: passage.path):
        passages = list(group)
        texts = page_texts(passages)
        cited += [
            Cited(passage=held, at=at, texts=texts, url=served_address(address, held.url))
            for at, held in enumerate(passages)
        ]
    titles = tuple(dict.fromkeys(held.passage.page_title for held in cited))
    return BuiltPlaybook(cited=tuple(cited), titles=titles)


def test_the_words_of_every_passage_are_highlighted(
    browser: Browser, generation: Generation, styled: str
) -> None:
    """All the quoted words and no others, in the cited section, in sight: as on the real site."""
    playbook = served_playbook(generation, styled)
    looked_at = [shown for shown in shown_in_turn(playbook) if shown.directive]
    wrong = {}
    for shown in looked_at:
        layout = browser.layout(shown.url.partition("#")[0])
        found = fault(layout, visited(browser, shown.url), shown.held, shown.words)
        if found:
            wrong[shown.url] = f"{found}, wanted {shown.words!r}"
    assert len(looked_at) > 90
    assert not wrong


@pytest.mark.parametrize("question", ASKED)
def test_an_answer_s_link_highlights_what_answers(
    browser: Browser, generation: Generation, styled: str, question: str
) -> None:
    """The link that the answer's page has is followed: the marked words are highlighted."""
    first = ask(generation, question).citations[0]
    target = served_address("", link(first.passage.url, first.directive))
    assert target in browser.links(f"{styled}/ask?{urlencode({'q': question})}")
    url = f"{styled}{target}"
    layout = browser.layout(url.partition("#")[0])
    sight = visited(browser, url)
    words = [layout.words[at][0] for at in sight.highlighted]
    wanted = shown_words("\n".join(mark.text for mark in first.marks))
    assert sight.first_visible
    assert set(folded(words)) <= set(folded(WORD.findall(first.passage.quote)))
    assert folded(words)[-3:] == folded(wanted)[-3:]


def test_a_newcomer_s_first_link_highlights_what_answers(
    browser: Browser, playbook: Playbook, styled: str, index: Path, tmp_path: Path
) -> None:
    """The question on the front page, asked where no site is set up while the pages are served."""
    shutil.copytree(index / "cache", tmp_path / ".playbook" / "cache")
    (tmp_path / ".playbook" / "encoders").symlink_to(index / "encoders")
    (tmp_path / "content").symlink_to(CONTENT)
    unserved = playbook("ask", ASKED[0], folder=tmp_path).stdout.decode().splitlines()
    assert not any("://" in line for line in unserved[-2:])
    with announced(tmp_path / ".playbook", styled) as is_said:
        assert is_said
        *_, link, place = playbook("ask", ASKED[0], folder=tmp_path).stdout.decode().splitlines()
    assert place == unserved[-1] == "2_enabling-data-sharing.md:23-25"
    assert link.startswith(f"{styled}/data-sharing-playbook/enabling-data-sharing/#data-owner:~:")
    layout = browser.layout(link.partition("#")[0])
    sight = visited(browser, link)
    words = folded([layout.words[at][0] for at in sight.highlighted])
    assert sight.first_visible
    assert words[:4] == ["who", "that", "is", "differs"]
    assert words[-3:] == ["than", "one", "owner"]


def test_all_can_be_reached_with_keys(browser: Browser, generation: Generation, plain: str) -> None:
    """First the way past the header, then the header, then the text; a question is sent."""
    page = plain + path_of(generation, "2_enabling-data-sharing.md")
    assert browser.focused(page, [TAB] * 5)[:4] == [
        "a→#playbook:content", "a→/", "input#playbook:question", "button#",
    ]  # fmt: skip
    after_skip = browser.focused(page, [TAB, ENTER, TAB])
    assert after_skip[1] == "main#playbook:content"
    assert after_skip[2].startswith("a→http")
    browser.focused(page, [TAB, TAB, TAB, *"owners", ENTER])
    assert browser.address == f"{plain}/ask?q=owners"


def test_a_narrow_window_needs_no_scrolling_sideways(
    browser: Browser, generation: Generation, plain: str
) -> None:
    """At 320 pixels, WCAG 2.2's "Reflow"."""
    files = {passage.path for passage in generation.passages}
    for path in ("/", "/ask?q=owner", *(path_of(generation, file) for file in files)):
        assert not browser.too_wide(f"{plain}{path}", 320)


def test_harmful_pages_load_and_run_nothing(
    browser: Browser, farm: Path, build_farm: object, empty_index: Path
) -> None:
    """Chromium fetches nothing, and no script has changed the title."""
    harm = "\n\n".join(f"Text.\n\n{one}" for one in HOSTILE).replace("x()", "document.title='x'")
    (farm / "farm.md").write_text(f"# Harm\n\n{harm}\n", encoding="utf-8")
    build_farm()  # type: ignore[operator]
    with served(empty_index, "127.0.0.1", 0) as address:
        for path in ("/farm.html", "/ask?q=What+is+the+harm+in+the+text%3F"):
            assert browser.loaded(f"{address}{path}") == []
            assert browser.title != "x"
