"""What holds of every page, whatever its author wrote."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index_builder.generators.syntax.syntax import Syntax
from index_builder.index.errors import PageError
from index_builder.index.passage import Passage
from index_builder.splitting.markdown_tokens import markdown_parser
from index_builder.splitting.splitter import SplitPage

from .cutting import count_words, cut
from .markdown_grammar import garbage, line, pages, paragraph, sentence

_LINES = re.compile(r"\r\n|\r|\n")
WINDOWS = st.integers(30, 80)
some = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class _Reader(HTMLParser):
    """Collects the words and alternative texts of rendered HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value or "" for name, value in attrs if tag == "img" and name == "alt"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def words_of(text: str) -> list[str]:
    return re.findall(r"[A-Za-z0-9]+", text)


def rendered_words(source: str) -> set[str]:
    """Return the words that a renderer of the same syntax shows, template tags taken out before.

    The numbers it gives footnotes are no words of the page.
    """
    without_tags = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{: .*?\}", "", source)
    html = re.sub(r"<sup .*?</sup>", "", markdown_parser(Syntax()).render(without_tags))
    return set(words_of(" ".join(_Reader(html).texts)))


def check_places(source: str, found: SplitPage) -> None:
    """Quotes are the source at their span and lines; spans follow one another."""
    lines = _LINES.split(source)
    starts = [0, *(match.end() for match in _LINES.finditer(source))]
    for passage in found.passages:
        start, end = passage.span
        assert passage.quote == source[start:end]
        assert passage.quote.strip()
        first, last = passage.lines
        assert starts[first - 1] <= start < starts[first - 1] + len(lines[first - 1]) + 2
        assert starts[last - 1] < end <= starts[last - 1] + len(lines[last - 1])
    assert all(one.span[1] <= next_.span[0] for one, next_ in pairwise(found.passages))


def shared_lines(passages: tuple[Passage, ...]) -> set[int]:
    """Return the lines that two passages hold."""
    return {one.lines[1] for one, next_ in pairwise(passages) if one.lines[1] == next_.lines[0]}


def check_account(source: str, found: SplitPage) -> None:
    """Every line with more than blanks is in a passage or left out, and not in both."""
    in_passages = {at for one in found.passages for at in range(one.lines[0], one.lines[1] + 1)}
    left = [at for one in found.left_out for at in range(one.lines[0], one.lines[1] + 1)]
    lines = enumerate(_LINES.split(source), 1)
    filled = {at for at, text in lines if text.strip("\ufeff \t")}
    assert in_passages.isdisjoint(left)
    assert len(left) == len(set(left))
    assert filled <= in_passages | set(left)
    assert set(left) <= filled
    assert all(one.reason for one in found.left_out)


@pytest.mark.slow
@given(source=pages, window=WINDOWS)
@some
def test_every_line_of_a_page_is_accounted_for(source: str, window: int) -> None:
    """Each line is in a passage at its true place, or left out; byte for byte, also with CRLF."""
    for written in (source, source.replace("\n", "\r\n"), "\ufeff" + source):
        found = cut(written, window=window)
        check_places(written, found)
        check_account(written, found)
        assert b"".join(passage.quote.encode() for passage in found.passages) == b"".join(
            written[slice(*passage.span)].encode() for passage in found.passages
        )


@given(source=garbage, window=WINDOWS, rule=st.sampled_from(["kramdown", "docusaurus"]))
@settings(parent=some, max_examples=120)
def test_garbage_is_accounted_for_or_refused(source: str, window: int, rule: str) -> None:
    """Any text at all is cut with every line accounted for, or refused as a page."""
    try:
        found = cut(
            source, window=window, rule="docusaurus" if rule == "docusaurus" else "kramdown"
        )
    except PageError as error:
        assert 1 <= error.line <= len(_LINES.split(source))
        return
    check_places(source, found)
    check_account(source, found)
    assert all(passage.tokens <= window for passage in found.passages)


@given(source=pages, window=WINDOWS)
@some
def test_no_passage_exceeds_the_window(source: str, window: int) -> None:
    """A passage's tokens are those of what is embedded, and the encoder reads all of them."""
    for passage in cut(source, window=window).passages:
        assert passage.tokens == count_words(passage.embedded)
        assert passage.tokens <= window
        assert passage.embedded.endswith(passage.text)


@given(source=pages, window=WINDOWS)
@some
def test_no_word_is_lost(source: str, window: int) -> None:
    """Every word that readers of the page see is in some passage, or in a heading left out."""
    found = cut(source, window=window)
    lines = source.split("\n")
    idle = [
        "\n".join(lines[out.lines[0] - 1 : out.lines[1]])
        for out in found.left_out
        if out.reason.startswith("heading")
    ]
    known = words_of(
        " ".join([*idle, *(f"{p.text} {' '.join(p.headings)}" for p in found.passages)])
    )
    assert rendered_words(source) - set(known) == set()


@given(source=pages, window=WINDOWS)
@some
def test_hidden_words_are_never_read(source: str, window: int) -> None:
    """What stands in comments, template tags and HTML attributes is in no passage's text."""
    assert not any("unseen" in passage.embedded for passage in cut(source, window=window).passages)


@given(source=pages, window=WINDOWS)
@some
def test_no_passage_crosses_a_heading_with_text(source: str, window: int) -> None:
    """Above the last heading in a passage stand headings only, and what has no text."""
    for passage in cut(source, window=window).passages:
        tokens = markdown_parser(Syntax()).parse(passage.quote)
        tops = [token for token in tokens if not token.level and token.map]
        starts = [token.map[0] for token in tops if token.map and token.type == "heading_open"]
        above = [token for token in tops if token.map and token.map[0] < max(starts, default=0)]
        for token in above:
            assert token.type in ("heading_open", "hr", "html_block", "paragraph_open")
            if token.type in ("html_block", "paragraph_open") and token.map:
                shown = "\n".join(passage.quote.split("\n")[slice(*token.map)])
                assert not rendered_words(shown)


@given(source=pages, window=WINDOWS)
@some
def test_cutting_is_deterministic(source: str, window: int) -> None:
    """The same page gives the same passages and the same account."""
    assert cut(source, window=window) == cut(source, window=window)


@given(parts=st.lists(paragraph | sentence, min_size=1, max_size=6), window=st.integers(20, 60))
@some
def test_only_a_line_that_is_too_long_itself_is_in_two_passages(
    parts: list[str], window: int
) -> None:
    """A line is divided only where it does not fit into a passage even alone."""
    source = re.sub(r"\[\^\w+\]", "", "\n\n".join(parts)) + "\n"
    found = cut(source, window=window)
    lines = source.split("\n")
    for at in shared_lines(found.passages):
        (alone,) = cut(lines[at - 1] + "\n").passages
        assert alone.tokens > window


@given(texts=st.lists(line | sentence, min_size=2, max_size=12), first=st.integers(1, 90))
@some
def test_steps_keep_their_order_and_numbers(texts: list[str], first: int) -> None:
    """The numbers of a cut list count on from where its author began."""
    source = "\n".join(f"{at}. step{at} {text}" for at, text in enumerate(texts, first))
    text = "\n".join(passage.text for passage in cut(source, window=30).passages)
    numbers = [(int(a), int(b)) for a, b in re.findall(r"^(\d+)\. step(\d+)", text, re.MULTILINE)]
    assert numbers == [(at, at) for at in range(first, first + len(texts))]
