"""The text directive as written: the grammar, and the words a conforming browser finds by it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.answering.text_fragment import LONGEST, link
from index_builder.index.passage import Passage
from index_builder.index.searchable_page import page_texts

from .page_fragment import directive_for

# "Fragment directive grammar" of the draft, stricter: of ExplicitChar only what no other layer of
# a link (Markdown, Slack, HTML) takes for its own.
TERM = r"(?:[A-Za-z0-9_.~]|%[0-9A-F]{2})+"
DIRECTIVE = re.compile(rf"text=(?:({TERM})-,)?({TERM})(?:,({TERM}))?(?:,-({TERM}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A text directive's parts, decoded; an absent one is empty."""

    prefix: str
    start: str
    end: str
    suffix: str


def parsed(directive: str) -> Parsed:
    found = DIRECTIVE.fullmatch(directive)
    assert found, f"not by the grammar: {directive}"
    prefix, start, end, suffix = (unquote(part or "", errors="strict") for part in found.groups())
    return Parsed(prefix=prefix, start=start, end=end, suffix=suffix)


def places(term: str, text: str, since: int = 0) -> list[tuple[int, int]]:
    """Return where a term stands in a text at word boundaries, case aside."""
    bounded = rf"(?<!\w){re.escape(term)}(?!\w)"
    if not re.match(r"\w", term):
        bounded = rf"{re.escape(term)}(?!\w)"
    if not re.search(r"\w\Z", term):
        bounded = bounded.removesuffix(r"(?!\w)")
    found = re.compile(bounded, re.IGNORECASE).finditer(text, since)
    return [held.span() for held in found]


def browsed(directive: str, blocks: list[str]) -> tuple[int, int] | None:
    """Return what a browser finds in blocks joined by newlines ("Find a range …" in the draft)."""
    want, text = parsed(directive), "\n".join(blocks)

    def joins(one: int, other: int) -> bool:
        return one <= other and not text[one:other].strip()

    def suffixed(end: int) -> bool:
        after = places(want.suffix, text, end) if want.suffix else []
        return not want.suffix or any(joins(end, at) for at, _ in after)

    before = [end for _, end in places(want.prefix, text)] if want.prefix else []
    for first, stop in places(want.start, text):
        if want.prefix and not any(joins(end, first) for end in before):
            continue
        if want.end:
            ends = [end for _, end in places(want.end, text, stop) if suffixed(end)]
            return (first, ends[0]) if ends else None
        if suffixed(stop):
            return first, stop
    return None


def letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text)).casefold()


def highlighted(words: str, texts: list[str], **options: int) -> str:
    directive = directive_for(words, texts, **options)  # type: ignore[arg-type]
    assert directive is not None
    blocks = "\n".join(texts).split("\n")
    span = browsed(directive, blocks)
    assert span is not None
    return "\n".join(blocks)[slice(*span)]


PAGE = [
    "Rules\nAn agency shares data by agreement. It keeps a copy of each agreement for six years.",
    "Steps\n1. Fill in the form.\n2. Send the form to the agency data officer.\n- Keep a copy.",
    "Later\n- Keep a copy.\n- Send the form again, and again, if nobody answers within 30 days.",
]


@pytest.mark.parametrize(
    ("words", "passage", "directive"),
    [
        ("An agency shares data by agreement.", 0,
         "text=An%20agency%20shares%20data%20by%20agreement"),
        ("2. Send the form to the agency data officer.", 1,
         "text=Send%20the%20form%20to%20the%20agency%20data%20officer"),
        ("1. Fill in the form.\n2. Send the form to the agency data officer.\n- Keep a copy.", 1,
         "text=Fill%20in%20the%20form,Keep%20a%20copy"),
        ("- Keep a copy.", 1, "text=Keep%20a%20copy"),
        ("- Keep a copy.", 2, "text=Later-,Keep%20a%20copy"),
        ("It keeps a copy of each agreement for six years.", 0,
         "text=It%20keeps%20a%20copy%20of%20each%20agreement%20for%20six%20years"),
        ("Send the form again, and again, if nobody answers within 30 days.", 2,
         "text=Send%20the%20form%20again,answers%20within%2030%20days"),
        ("Nobody wrote this.", 0, None),
        ("form", 1, "text=Fill%20in%20the-,form"),
        ("", 0, None),
        ("- …\n- !", 0, None),
    ],
)  # fmt: skip
def test_the_shortest_directive_that_is_right(
    words: str, passage: int, directive: str | None
) -> None:
    """Few words stand whole, many by their ends, repeated ones with what is beside them."""
    assert directive_for(words, PAGE, passage=passage) == directive


def test_the_nth_of_equal_words_in_one_text() -> None:
    """`nth` counts the occurrences within the passage."""
    text = "Ask first. Keep it. Ask twice. Keep it. Never guess."
    found = [directive_for("Keep it.", [text], passage=0, nth=at) for at in (0, 1)]
    assert found == ["text=Keep%20it", "text=it.%20Ask%20twice.-,Keep%20it"]


def test_of_items_that_end_alike_the_last_one_is_reached() -> None:
    """However many words their ends share, up to those of a long title."""
    alike = " ".join(f"word{at}" for at in range(20))
    items = f"- The first act of this kind: {alike}\n- Another act: {alike}"
    found = directive_for(items, [f"Read these.\n{items}"])
    assert found
    assert parsed(found).start.startswith("The first act")
    assert parsed(found).end == f"Another act: {alike}"


def test_markup_that_the_site_does_not_show_stays_out() -> None:
    """Bars, list markers, footnotes below and their marks are no words of the site."""
    row = "Kind of data | What it is\nHealth records | What a doctor writes"
    note = "Partners learn from it. [1]\n[1] A book on partners and their data"
    assert directive_for(row, [row]) == "text=Kind%20of%20data,What%20a%20doctor%20writes"
    assert directive_for(note, [note]) == "text=Partners%20learn%20from%20it"
    assert directive_for("[1] A book on partners and their data", [note]) == (
        "text=A%20book%20on%20partners%20and%20their%20data"
    )


@pytest.mark.parametrize("changed", ["wait...", "--", "(c)", "[x", "<<so>>", "1/2", ":tada:"])
def test_what_typography_may_change_is_in_no_term(changed: str) -> None:
    """A term keeps clear of dashes, ellipses, brackets and the like; the range goes over them."""
    text = f"Send us that {changed}, and then wait."
    assert directive_for(text, [text]) in (
        "text=Send%20us%20that,and%20then%20wait",
        "text=Send%20us,and%20then%20wait",  # before what may be a footnote's mark
    )


def test_a_long_tables_travelling_header_is_there_once() -> None:
    """A header row that a later passage repeats is not counted as a second one."""
    texts = ["Kind | Use of it\nMOU | Regular transfers", "Kind | Use of it\nDUA | One transfer"]
    assert directive_for("Kind | Use of it\nDUA | One transfer", texts, passage=1) is not None
    assert directive_for("MOU | Regular transfers", texts) == (
        "text=Use%20of%20it-,MOU,Regular%20transfers"
    )


@pytest.mark.parametrize(
    ("before", "words", "directive"),
    [
        ("Three four.", "Keep a copy.", "text=Three%20four.-,Keep%20a%20copy"),
        ("Three four:", "Keep a copy.", None),
        ("Three four.", "(Keep) a copy.", None),
    ],
)
def test_context_from_another_block_joins_with_nothing_between(
    before: str, words: str, directive: str | None
) -> None:
    """A prefix ends where the start begins; a colon may be ours, not the site's."""
    texts = [f"Five six.\n{words}", f"{before}\n{words}"]
    assert directive_for(words, texts, passage=1) == directive


def test_words_are_looked_for_in_blocks_like_theirs() -> None:
    """One block's words are not taken for the same ones spread over two."""
    text = "data data.\ndata data data."
    assert directive_for("data data data.", [text]) == "text=data%20data.-,data%20data%20data"


def test_a_menu_above_the_page_is_kept_clear_of() -> None:
    """Words that the layout's menu shows first need their context."""
    texts = ["Use the steps in Safeguarding data before you send."]
    menu = ["Safeguarding data"]
    assert directive_for("Safeguarding data", texts) == "text=Safeguarding%20data"
    assert directive_for("Safeguarding data", texts, menu=menu) == (
        "text=the%20steps%20in-,Safeguarding%20data"
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/page/#sec", "https://a.example/page/#sec:~:text=No%20fee"),
        ("https://a.example/page/", "https://a.example/page/#:~:text=No%20fee"),
        ("/page/?q=1", "/page/?q=1#:~:text=No%20fee"),
    ],
)
def test_the_directive_follows_the_anchor_or_a_bare_hash(url: str, expected: str) -> None:
    """`:~:` parts the directive from the anchor; without a directive the address stays."""
    assert link(url, "text=No%20fee") == expected
    assert link(url, None) == url


def passage(text: str, anchor: str, *headings: str) -> Passage:
    """Return a passage of a page "Sharing"."""
    return Passage(
        id="0" * 16, path="p.md", lines=(1, 1), span=(0, 1), page_title="Sharing",
        headings=headings, anchor=anchor, url=f"/p/#{anchor}", content_hash="", quote="",
        text=text, embedded="", tokens=1,
    )  # fmt: skip


def test_page_texts_hold_each_heading_where_it_stands() -> None:
    """A heading comes with the first passage of its section, also where its words are repeated."""
    passages = [
        passage("one", ""),
        passage("two", "a", "A"),
        passage("three", "b", "A", "B"),
        passage("four", "b", "A", "B"),
        passage("five", "b-1", "A", "B"),
        passage("six", "c", "C"),
    ]
    assert page_texts(passages) == (
        "Sharing\none", "A\ntwo", "B\nthree", "four", "B\nfive", "C\nsix",
    )  # fmt: skip


# Few words, so that almost everything is there several times.
word = st.sampled_from(
    "data form agency's re-use Keep keep a (PII) “own” 30 C++ & ..., [Data X]".split()
)
sentence = st.lists(word, min_size=1, max_size=9).map(lambda words: " ".join(words) + ".")
block = st.lists(sentence, min_size=1, max_size=3).map(" ".join)
page = st.lists(st.lists(block, min_size=1, max_size=4).map("\n".join), min_size=1, max_size=4)


def lettered(lines: list[str]) -> str:
    return "\n".join(map(letters, lines))


@settings(deadline=None)
@given(page, st.data())
def test_a_browser_finds_the_words_that_are_meant(texts: list[str], data: st.DataObject) -> None:
    """However often words are repeated, a directive matches the very place, or there is none."""
    at = data.draw(st.integers(0, len(texts) - 1))
    lines = texts[at].split("\n")
    first = data.draw(st.integers(0, len(lines) - 1))
    last = data.draw(st.integers(first, len(lines) - 1))
    meant = lines[first : last + 1]
    assume(letters(meant[0]))
    assume(len(re.findall(f"(?={lettered(meant)})", lettered(lines))) == 1)
    directive = directive_for("\n".join(meant), texts, passage=at)
    if directive is None:
        return
    before = "\n".join([*texts[:at], *lines[:first], ""]).lstrip("\n")
    span = browsed(directive, "\n".join(texts).split("\n"))
    assert span is not None, directive
    within = len(before) <= span[0] < span[1] <= len(before) + len("\n".join(meant))
    assert within, directive


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_directive_by_the_grammar_or_none(text: str) -> None:
    """Control characters, any script, broken surrogates: parsable, short, its words the text's."""
    directive = directive_for(text, ["Before it.", text])
    if directive is not None:
        parts = parsed(directive)
        assert parts.start
        assert len(directive) <= LONGEST
        assert letters(parts.start) in letters("Before it." + text.replace("\u00ad", ""))


@given(
    st.lists(st.text("abcdefghij", min_size=3, max_size=8), min_size=3, max_size=40, unique=True)
)
def test_plain_words_that_are_there_once_are_highlighted_whole(words: list[str]) -> None:
    """Nothing is lost at the ends where nothing is repeated and nothing can change."""
    text = " ".join(words)
    assert highlighted(text, ["X y z.", text, "Z y x."]) == text
