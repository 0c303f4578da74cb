"""Every passage of whole handbooks: its words are on the rendered page, and so is its anchor."""

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path

import pytest
from splitting.cutting import count_words
from surroundings import CONTENT, DATES, SHARED, corpus_at

from assistant.serving.markup import html_of, quoted
from index_builder.index.errors import SiteError
from index_builder.index.passage import Passage
from index_builder.index.rendered_page import RenderedPage, letters
from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site
from index_builder.rendering.page_renderer import render_page
from index_builder.splitting.splitter import parsed_page, split_document

from .shown_html import shown

WINDOW = 256
_MARKER = re.compile(r"^\s*(?:- |\d{1,9}\. )")
FIELD = SHARED / "field"
FOLDERS = [
    CONTENT,
    *(
        pytest.param(folder, marks=pytest.mark.slow)
        for folder in (DATES[-1], SHARED / "corpora" / "gds-way", FIELD)
    ),
]


def pages_of(folder: Path) -> Iterator[tuple[RenderedPage, tuple[Passage, ...]]]:
    """Yield each page of a site with its passages."""
    folders = sorted(corpus_at(folder).iterdir()) if folder == FIELD else [corpus_at(folder)]
    for one in folders:
        with suppress(SiteError):  # some of the field's folders are there to be refused
            site = read_site(one)
            for page in read_pages(site).pages:
                document = parsed_page(page, site.anchors)
                passages = split_document(document, count_words, WINDOW).passages
                yield render_page(document, passages), passages


def sentences(passage: Passage) -> list[str]:
    """Return the letters of a passage's sentences."""
    return [letters(_MARKER.sub("", sentence.text)) for sentence in passage.sentences]


def in_order(part: str, whole: str) -> bool:
    """Whether the whole has all letters of the part in the same order."""
    left = iter(whole)
    return all(letter in left for letter in part)


folders = pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: one.name)


@folders
def test_words_and_anchors_are_on_the_page(folder: Path) -> None:
    """Each sentence of each passage, and an element with the anchor that it cites."""
    seen = 0
    for page, passages in pages_of(folder):
        found = shown(html_of(page.parts, lambda _target: ""))
        assert list(found.unsafe()) == []
        ids = {held["id"] for _, held in found.tags if "id" in held}
        text = letters(found.text)
        for passage in passages:
            seen += 1
            assert not passage.anchor or passage.anchor in ids, passage.url
            assert all(sentence in text for sentence in sentences(passage)), passage.place
    assert seen


@folders
def test_a_quote_is_the_passage_and_nothing_else(folder: Path) -> None:
    """It has all sentences in order and no letter that the source has not; all can be marked."""
    placed = everything = 0
    for page, passages in pages_of(folder):
        for passage in passages:
            everything += 1
            run = page.quotes.get(passage.span[0])
            if run is None:
                continue
            placed += 1
            html = quoted(page.parts, run, lambda _target: "", sentences(passage))
            assert html is not None, passage.place
            found = shown(html)
            assert list(found.unsafe()) == []
            assert not any("id" in held for _, held in found.tags)
            marked = "".join(re.findall(r"<mark>(.*?)</mark>", html, re.DOTALL))
            assert letters(shown(marked).text) == "".join(sentences(passage))
            sources = (letters(passage.quote), letters(unescape(passage.quote)))
            assert any(in_order(letters(found.text), source) for source in sources)
    assert placed >= 0.9 * everything
