"""Pages that no honest author writes: cut in linear time, or refused by name and line."""

import time

import pytest

from index_builder.generators.jekyll.anchors import KramdownAnchors
from index_builder.index.errors import PageError
from index_builder.splitting.splitter import split_page

from .cutting import count_words, cut, page_of

# One unit of each; a page repeats it. Each is slow in some parser that meets it unprepared.
SHAPES = {
    "open brackets": "[",
    "open links": "[x](",
    "open images": "![",
    "open footnotes": "[^",
    "references": "[a]",
    "open emphasis": "*a _b ",
    "struck through": "~~a ",
    "backticks": "` `` ",
    "open attributes": "{",
    "attributes": "`x`{.a ",
    "open variables": "{{",
    "open tags": "{% ",
    "open attribute lists": "{: ",
    "open comments": "<!--",
    "open HTML tags": "<a ",
    "open HTML tags in a block": "<div><a ",
    "smaller than": "<",
    "ampersands": "&",
    "backslashes": "\\",
    "letters": "a",
    "blanks": " ",
    "blank lines": "\n",
    "one paragraph": "Some words and more. Next is [here](x). ",
    "one wrapped paragraph": "Some words that fill a line. Next is\n",
    "bullets": "- item with words\n",
    "steps": "1. step with words\n",
    "rows": "| cell one has words | cell two too |\n",
    "bars": "|",
    "terms": "term\n: words\n\n",
    "fences": "```\ncode\n```\n",
    "containers": "::: a\n",
    "admonitions": "!!! note\n    words\n\n",
    "quotes": ">",
    "headings": "# Heading\n",
    "sections": "## Heading\n\nwords\n\n",
    "rules": "---\n\n",
    "link definitions": "[a]: b\n",
    "comments": "<!-- a -->\n\nwords\n\n",
    "imports": "import x\n\n",
}
BEFORE = {"rows": "| a | b |\n|---|---|\n", "link definitions": "[a]\n\n"}
SHORT = 12_000  # characters: a quarter of a second for the slowest
SLACK = 0.6  # seconds of processor time, for what does not depend on the length


def seconds(shape: str, length: int) -> float:
    """Return the processor time that a page of one shape takes."""
    unit = SHAPES[shape]
    page = BEFORE.get(shape, "") + unit * (length // len(unit)) + "\n"
    started = time.process_time()
    cut(page, rule="docusaurus" if shape == "imports" else "kramdown")
    return time.process_time() - started


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_length_only(shape: str) -> None:
    """A page four times as long takes four times as long, give or take a factor of two."""
    short = seconds(shape, SHORT)
    assert seconds(shape, 4 * SHORT) < 8 * short + SLACK


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ("*a **b " * 600 + "c** d* " * 600, "nested too deeply"),
        ("[^b]: > [^a]: x", "nesting"),
    ],
    ids=["emphasis", "footnote in a footnote"],
)
def test_what_cannot_be_parsed_is_refused_with_its_line(block: str, found: str) -> None:
    """A page that the parser fails on is refused, named with the block's line and the reason."""
    page = f"---\ntitle: T\n---\nFine.\n\n{block}\n\nCited[^b].\n"
    with pytest.raises(PageError, match=found) as raised:
        cut(page)
    assert (raised.value.path, raised.value.line) == ("page.md", 6)


def test_one_word_of_thousands_of_letters_is_cut() -> None:
    """A word that no passage could hold is divided, and nothing of it is lost."""
    word = "".join(chr(ord("a") + at % 26) for at in range(5000))
    found = cut(f"Before {word} after.\n", window=40)
    assert all(passage.tokens <= 40 for passage in found.passages)
    assert word in "".join(passage.text for passage in found.passages).replace("\n", "")


def test_one_sentence_of_hundreds_of_words_is_cut_at_words() -> None:
    """A sentence without a stop is divided between words, in order."""
    words = [f"word{at}" for at in range(600)]
    found = cut(" ".join(words) + "\n", window=60)
    assert " ".join(passage.text for passage in found.passages).split() == words
    assert all(passage.tokens <= 60 for passage in found.passages)
    assert {passage.lines for passage in found.passages} == {(1, 1)}


def test_passages_are_near_the_target() -> None:
    """Of a long text, most passages have three quarters of the target or more."""
    page = "\n\n".join(["One sentence of seven words is here."] * 300)
    found = cut(page).passages
    assert sum(passage.tokens >= 150 for passage in found) > 0.9 * len(found)


def test_a_window_with_no_room_is_refused() -> None:
    """An encoder whose window can't hold even a letter of text is refused, not fed cut text."""
    with pytest.raises(PageError, match="a wider window"):
        cut("# One two three\n\nfour\n", window=2)


def test_a_byte_order_mark_is_in_no_quote() -> None:
    """The mark counts as a character of the file, and nobody is shown it."""
    (found,) = cut("\ufeffWords.\n").passages
    assert (found.quote, found.span, found.lines) == ("Words.", (1, 7), (1, 1))


def test_the_heading_path_stands_above_the_embedded_text() -> None:
    """What is embedded is title and headings, outermost first, then the passage's text."""
    page = "---\ntitle: Guide\n---\n# Guide\n\n## Fees\n\n### Copies\n\nTen cents.\n"
    (found,) = cut(page).passages
    assert found.embedded == "Guide › Fees › Copies\nTen cents."
    assert found.tokens == count_words(found.embedded)


def test_outer_headings_give_way_to_the_text() -> None:
    """A heading path over half the window is embedded without its outermost parts."""
    page = "# One two three four five six\n\n## Seven eight\n\nNine ten.\n"
    (found,) = cut(page, window=16).passages
    assert found.headings == ("One two three four five six", "Seven eight")
    assert found.embedded == "Seven eight\nNine ten."


def test_tokenizers_that_count_more_for_a_whole_than_for_its_parts_are_held_to_the_window() -> None:
    """Where joining texts adds tokens, passages are made smaller until each one fits."""

    def count(text: str) -> int:
        return len(text.split()) + text.count("\n") ** 2 + 2

    page = page_of("".join(f"- item {at} has words\n" for at in range(60)))
    found = split_page(page, KramdownAnchors(), count, 60)
    assert len(found.passages) > 1
    assert all(passage.tokens == count(passage.embedded) <= 60 for passage in found.passages)
