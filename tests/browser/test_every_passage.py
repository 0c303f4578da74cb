"""Every passage of the playbook: its link opens the heading cited and highlights the words quoted.

Seen in Chromium, on the site that Jekyll builds.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from surroundings import CONTENT, DATES, corpus_at

from assistant.answering.text_fragment import link
from index_builder.index.passage import Passage
from index_builder.index.searchable_page import page_texts
from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site
from index_builder.splitting.splitter import split_page

from .page_fragment import directive_for
from .served_site import served

if TYPE_CHECKING:
    from .chromium import Browser, Layout, Sight

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("jekyll") is None, reason="jekyll is not installed"),
]

PLAYBOOKS = {
    "content": CONTENT,
    "published": DATES[-1],
}
WINDOW_TOKENS = 256
SENTENCE_END = re.compile(r"(?<=[a-z)\]”\"’][.!?])\s+(?=[A-Z“\"])|\n+")
WORD = re.compile(r"[^\W_]+")
ENOUGH = 3  # words that always get a directive

# Where the block at an end is there several times and nothing beside it tells it from the others,
# the highlight stops at the next block: 2 of the 236 links of the published playbook, 0 of our 261.
SHORTENED = "shortened to"
SHORTER = 8  # words lost at most
MOST_SHORTENED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A passage, its page's texts, and where its page is served."""

    passage: Passage
    at: int  # among the page's passages
    texts: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltPlaybook:
    """A playbook that is being served, and every passage of it."""

    cited: tuple[Cited, ...]
    titles: tuple[str, ...]  # of its pages, as its menu has them


def count(text: str) -> int:
    """Return about as many tokens as an encoder would see."""
    return len(text.split()) + 2


def read_playbook(content: Path, origin: str) -> BuiltPlaybook:
    site = read_site(content)
    cited = []
    for page in read_pages(site).pages:
        if page.url.endswith(".md"):  # Jekyll publishes it as it is: no HTML, no anchors
            continue
        passages = split_page(page, site.anchors, count, WINDOW_TOKENS).passages
        texts = page_texts(passages)
        cited += [
            Cited(passage=held, at=at, texts=texts, url=served_url(held.url, origin))
            for at, held in enumerate(passages)
        ]
    titles = tuple(dict.fromkeys(held.passage.page_title for held in cited))
    return BuiltPlaybook(cited=tuple(cited), titles=titles)


def served_url(url: str, origin: str) -> str:
    parts = urlsplit(url)
    return f"{origin}{parts.path}" + (f"#{parts.fragment}" if parts.fragment else "")


@pytest.fixture(scope="module", params=list(PLAYBOOKS))
def playbook(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BuiltPlaybook]:
    """A playbook as Jekyll builds it, served at its own base path."""
    content = corpus_at(PLAYBOOKS[request.param])
    out = tmp_path_factory.mktemp("site")
    command = ["jekyll", "build", "-q", "-s", content, "-d", out, "--disable-disk-cache"]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=out)
    base = urlsplit(read_site(content).base_url).path
    with ExitStack() as stack:
        origin = stack.enter_context(served(out, base))
        yield read_playbook(content, origin)


def words_to_show(text: str) -> tuple[str, str, str]:
    """Return what an answer may quote of a passage: its first sentence, its last two, all."""
    ends = [found for found in SENTENCE_END.finditer(text) if found.end() < len(text)]
    starts = [0, *(found.end() for found in ends)]
    first = text[: ends[0].start()] if ends else text
    return first, text[starts[-2:][0] :], text


def shown_words(words: str) -> list[str]:
    """Return the words a reader sees: no markers, no footnotes below, no mark at either end."""
    body = [line for line in words.split("\n") if not re.match(r"\[\d+\] ", line)]
    plain = [re.sub(r"^\s*(- |\d+\. )", "", line) for line in body or words.split("\n")]
    return WORD.findall(re.sub(r"\s*\[\d+\]$|^\[\d+\] ", "", "\n".join(plain).strip()))


def section(layout: Layout, anchor: str) -> range:
    """Return the words between a heading and the next one; no anchor is the page's beginning."""
    places = [at for _, _, at in layout.headings] + [len(layout.words)]
    if not anchor:
        first_cited = next((at for held, _, at in layout.headings if held), len(layout.words))
        return range(first_cited)
    bounds = {
        held: span for (held, _, _), span in zip(layout.headings, pairwise(places), strict=True)
    }
    return range(*bounds[anchor])


def place_of(layout: Layout, passage: Passage) -> range:
    """Return the words of a passage's section; sites gather footnotes below the last one."""
    if passage.quote.startswith("[^"):
        return range(layout.headings[-1][2] if layout.headings else 0, len(layout.words))
    return section(layout, passage.anchor)


def test_the_link_opens_at_the_heading_that_is_cited(
    browser: Browser, playbook: BuiltPlaybook
) -> None:
    """Each passage's anchor is the id of a heading, and that heading's text is the cited one."""
    wrong = []
    for held in playbook.cited:
        page, _, anchor = held.url.partition("#")
        found = {held: text for held, text, _ in browser.layout(page).headings}
        cited = held.passage.headings[-1] if held.passage.headings else ""
        if anchor and WORD.findall(found.get(unquote(anchor), "")) != WORD.findall(cited):
            wrong.append(f"{held.url} is {found.get(unquote(anchor))!r}, cited as {cited!r}")
    assert playbook.cited
    assert not wrong


def fault(layout: Layout, sight: Sight, held: Cited, words: str) -> str | None:
    """Return what is wrong with what a reader sees, or None."""
    seen, wanted = sight.highlighted, shown_words(words)
    if is_unseen(layout, wanted):
        return None if not seen and heading_in_sight(layout, sight, held) else "not at the heading"
    shown = [layout.words[at][0] for at in seen]
    if not seen or list(seen) != list(range(seen[0], seen[-1] + 1)):
        return f"highlighted in pieces: {shown}"
    if seen[0] not in place_of(layout, held.passage):
        return f"highlighted in another section: {shown}"
    if not sight.first_visible:
        return f"not in sight: {sight.window}"
    if folded(shown) == folded(wanted):
        return None
    kind = SHORTENED if is_shortened(folded(wanted), folded(shown)) else "highlighted"
    return f"{kind} {' '.join(shown)!r}"


def folded(words: list[str]) -> list[str]:
    return [word.casefold() for word in words]


def is_unseen(layout: Layout, words: list[str]) -> bool:
    """Return whether these words stand on the page only as an image's alternative text."""
    text = " ".join(words)
    return any(text in " ".join(WORD.findall(image)) for image in layout.images)


def heading_in_sight(layout: Layout, sight: Sight, held: Cited) -> bool:
    first = section(layout, held.passage.anchor).start
    return sight.window[0] <= layout.words[first][2] <= sight.window[1]


def is_shortened(wanted: list[str], shown: list[str]) -> bool:
    """Return whether all but a few words at one end are highlighted."""
    lost = len(wanted) - len(shown)
    return 0 < lost <= SHORTER and shown in (wanted[:-lost], wanted[lost:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Words that an answer may quote, and the directive for them."""

    held: Cited
    words: str
    directive: str | None

    @property
    def url(self) -> str:
        return link(self.held.url, self.directive)


def shown_of(playbook: BuiltPlaybook, held: Cited, words: str) -> Shown:
    """Return words of a passage with the directive that an answer gives them."""
    directive = directive_for(words, held.texts, passage=held.at, menu=playbook.titles)
    return Shown(held=held, words=words, directive=directive)


def everything_shown(playbook: BuiltPlaybook) -> dict[str, Shown]:
    """Return by its link all that may be quoted of a playbook; short passages give one link."""
    shown = [
        shown_of(playbook, held, words)
        for held in playbook.cited
        for words in words_to_show(held.passage.text)
    ]
    return {quoted.url: quoted for quoted in reversed(shown)}


def shown_in_turn(playbook: BuiltPlaybook) -> list[Shown]:
    """Return of each passage one of the things that may be quoted, another one of the next."""
    return [
        shown_of(playbook, held, words_to_show(held.passage.text)[at % 3])
        for at, held in enumerate(playbook.cited)
    ]


def visited(browser: Browser, url: str) -> Sight:
    """Open a link, a second time if the words are highlighted out of sight.

    An image that has no size in the HTML and comes late moves the words after Chromium has
    scrolled to them: about 3 visits in 100 on a busy machine, on the one page with such an image.
    """
    sight = browser.sight(url, patience=1)
    if sight.first_visible or not sight.highlighted:
        return sight
    return browser.sight(url)


def test_the_quoted_words_are_highlighted(browser: Browser, playbook: BuiltPlaybook) -> None:
    """Chromium highlights all the quoted words, no others, in the cited section, and shows them.

    An image's alternative text is no text of the page: there the link opens the section. Every
    passage is looked at, each with one of the three things that may be quoted of it, in turn.
    """
    wrong: dict[str, str] = {}
    shortened: dict[str, str] = {}
    looked_at = shown_in_turn(playbook)
    for shown in looked_at:
        if shown.directive is None:
            continue
        url = shown.url
        layout = browser.layout(url.partition("#")[0])
        sight = visited(browser, url)
        found = fault(layout, sight, shown.held, shown.words)
        if found:
            group = shortened if found.startswith(SHORTENED) else wrong
            group[url] = f"{found}, wanted {shown.words!r}"
    assert looked_at
    assert not wrong
    assert len(shortened) <= MOST_SHORTENED, shortened


def test_the_proof_can_fail(browser: Browser, playbook: BuiltPlaybook) -> None:
    """Another passage's words, words that are nowhere, and no directive at all are each a fault."""
    held, other = playbook.cited[1], playbook.cited[2]
    assert held.texts is other.texts
    layout = browser.layout(held.url.partition("#")[0])
    for directive in (
        directive_for(other.passage.text, other.texts, passage=other.at),
        "text=words%20that%20are%20nowhere",
        None,
    ):
        sight = browser.sight(link(held.url, directive), patience=1)
        assert fault(layout, sight, held, held.passage.text)


def test_hardly_any_words_go_without_a_directive(playbook: BuiltPlaybook) -> None:
    """Only words too few to be sure of have none; then the link opens the section."""
    for shown in everything_shown(playbook).values():
        assert shown.directive or len(shown_words(shown.words)) < ENOUGH, shown.words
