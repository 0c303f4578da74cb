"""What a build derives from the passages' text is what a question would have worked out."""

import dataclasses
from pathlib import Path

import pytest
from forging import forge
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.text_fragment import fragment
from index_builder.building.derived_files import completed, derived_files, wording
from index_builder.index.errors import IndexRefused
from index_builder.index.generation import PAGES, open_current
from index_builder.index.learned_vocabulary import LearnedVocabulary
from index_builder.index.lexical import terms
from index_builder.index.page_words import SearchablePages, page_lines, pages_file
from index_builder.index.passage import Passage, Sentence
from index_builder.index.searchable_page import (
    menu_keys,
    page_headings,
    page_texts,
    read_page,
)
from index_builder.learning.vocabulary_learner import learn


def passage(path: str, text: str, *sentences: str) -> Passage:
    """Return a passage of a page whose title is the name in its path."""
    return Passage(
        id="0" * 16, path=path, lines=(1, 1), span=(0, 1), page_title=f"About {path}",
        headings=(), anchor="", url="", content_hash="", quote="", text=text,
        embedded=f"About {path}\n{text}", tokens=1,
        sentences=tuple(Sentence(span=(0, 1), text=sentence) for sentence in sentences),
    )  # fmt: skip


words = st.lists(
    st.sampled_from("goat's about a.md hay re-use “own” ß ﷺ … [1] | 干草 - x".split()), max_size=9
)
texts = st.lists(words.map(" ".join), min_size=1, max_size=4).map("\n".join)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["a.md", "b.md"]), texts), min_size=1, max_size=5))
def test_a_page_read_back_gives_the_same_links(found: list[tuple[str, str]]) -> None:
    """Whatever the script, the words kept for a page are those that its texts give."""
    passages = [passage(path, text) for path, text in sorted(found, key=lambda held: held[0])]
    pages = SearchablePages(pages_file(passages, page_lines(passages)), len(passages))
    menu = menu_keys(dict.fromkeys(held.page_title for held in passages))
    for row, held in enumerate(passages):
        page, at = pages.of(row)
        neighbours = [other for other in passages if other.path == held.path]
        above = menu + menu_keys(page_headings(neighbours))
        fresh = dataclasses.replace(read_page(page_texts(neighbours)), menu=above)
        assert fragment(held.text, page, passage=at) == fragment(held.text, fresh, passage=at)


def test_a_long_block_keeps_its_places() -> None:
    """Offsets beyond 65,535 need more than two bytes."""
    held = passage("a.md", " ".join(f"word{number}" for number in range(9_000)))
    page, at = SearchablePages(pages_file([held], page_lines([held])), 1).of(0)
    wanted = "word8990 word8991 word8992"
    assert fragment(wanted, page, passage=at) == "text=word8990%20word8991%20word8992"


@pytest.mark.parametrize("data", [b"", b"{}\n", b"[]\n", b'{"passages": [2], "menu": ""}\n', b"x"])
def test_a_file_of_other_pages_is_refused(data: bytes) -> None:
    """There must be as many lines as pages, and as many passages in each as the page has."""
    with pytest.raises(ValueError, match=r"."):
        SearchablePages(data, 2)


@pytest.mark.parametrize("line", [b"{}", b"[]", b"null", b"x", b'{"words": "x", "kind": "<u2"}'])
def test_a_page_that_is_none_is_refused_when_it_is_cited(farm_index: Path, line: bytes) -> None:
    """Pages are parsed when they are needed; the message names the file and the way out."""
    generation = open_current(farm_index)
    path = farm_index / "generations" / generation.name / PAGES
    first, *lines = path.read_bytes().splitlines()
    forge(farm_index, {PAGES: b"\n".join([first, *(line for _ in lines)]) + b"\n"})
    with pytest.raises(IndexRefused, match=f"{PAGES}.* run `playbook index`"):
        open_current(farm_index).page_words(0)


def test_each_sentence_knows_its_tokens(farm_index: Path) -> None:
    """They begin and end where the sentence does, and no token belongs to two sentences."""
    generation = open_current(farm_index)
    prompt = generation.encoder.document_prompt
    seen = 0
    for held in generation.passages:
        offsets = generation.encoder.tokenizer.encode(prompt + held.embedded).offsets
        last = 0
        for sentence in held.sentences:
            start, stop = sentence.tokens
            assert last <= start < stop
            found = (prompt + held.embedded)[offsets[start][0] : offsets[stop - 1][1]]
            assert found.strip() == sentence.text.strip()
            last, seen = stop, seen + 1
    assert seen


def test_a_sentence_without_tokens_has_none() -> None:
    """A sentence that the encoder leaves out is never the best match."""
    held = completed(passage("a.md", "Goats eat. ☃", "Goats eat.", "☃"), "", [(11, 20)])
    assert [sentence.tokens for sentence in held.sentences] == [(0, 1), (0, 0)]


def test_equal_wording_is_equal_terms() -> None:
    """Capitals, signs and inflection make no difference; another order does."""
    assert terms("Goats eat HAY!") == terms("goat eats hay")
    assert wording("Goats eat HAY!") == wording("goat eats hay")
    assert wording("Goats eat hay") != wording("Hay eats goats")


def test_a_vocabulary_is_read_back_as_it_was_learned() -> None:
    """Words, names and acronyms, from passages and the editors' glossary."""
    learned = learn(
        ["An Oak Farm Form (OFF) is due. Send the OFF.", "VAT and VAT"], [("hay", "dried grass")]
    )
    assert LearnedVocabulary.from_bytes(learned.to_bytes()) == learned
    assert learned.frequencies["off"] == 2
    assert learned.unexplained == {"VAT"}
    assert {(name.said, name.other) for name in learned.names} >= {
        ("OFF", "Oak Farm Form"),
        ("dried grass", "hay"),
    }


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"words": {}, "names": [1]}', b"\xff"])
def test_another_vocabulary_is_refused(data: bytes) -> None:
    """A file of another form is no vocabulary."""
    with pytest.raises(ValueError, match=r"."):
        LearnedVocabulary.from_bytes(data)


def test_what_the_cache_kept_gives_the_same_files(farm_index: Path) -> None:
    """The files made page by page from the cache are those made from all passages at once."""
    generation = open_current(farm_index)
    folder = farm_index / "generations" / generation.name
    for name, data in derived_files(generation.passages, generation.manifest.glossary).items():
        assert (folder / name).read_bytes() == data
