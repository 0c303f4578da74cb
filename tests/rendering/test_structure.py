"""A page keeps its structure: headings with their anchors, lists, tables, footnotes, code."""

import pytest

from index_builder.index.rendered_page import RenderedPage, rendered_pages_from_lines

from .shown_html import html_from, render, shown


def headings(source: str) -> list[tuple[str, str]]:
    """Return tag and id of each heading."""
    tags = shown(html_from(source)).tags
    return [(tag, held.get("id", "")) for tag, held in tags if tag[0] == "h" and tag[1:].isdigit()]


def test_headings_have_the_anchors_of_the_site() -> None:
    """Those that the passages cite: numbered where they repeat, given where an id is written."""
    source = "## One two\n\na\n\n## One two\n\nb\n\n> ## Inside\n\n## Named {#own}\n\nc\n"
    assert headings(source) == [
        ("h2", "one-two"), ("h2", "one-two-1"), ("h2", "inside"), ("h2", "own"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "has_h1", "levels"),
    [
        ("# A\n\n## B\n", True, ["h1", "h2"]),
        ("## A\n\n### B\n", False, ["h2", "h3"]),
        ("# A\n\n## B\n\n# C\n", False, ["h2", "h3", "h2"]),
        ("# A\n\n# B\n\n###### C\n", False, ["h2", "h2", "h6"]),
        ("a\n", False, []),
        ("## A\n\n<h1>B</h1>\n", True, ["h2", "h1"]),
    ],
)
def test_a_page_has_one_heading_of_level_1(source: str, has_h1: bool, levels: list[str]) -> None:
    """Its own if it has just one; otherwise its title is that, and its headings are below it."""
    assert render(source).has_h1 is has_h1
    assert [tag for tag, _ in headings(source)] == levels


def test_a_level_below_6_is_told() -> None:
    """HTML has six levels; a seventh is said to be one."""
    assert 'aria-level="7"' in html_from("# A\n\n# B\n\n###### C\n")


def test_steps_keep_their_numbers() -> None:
    """Each step has its own, those of a list within a list too."""
    html = html_from("3. a\n4. b\n   1. c\n   2. d\n5. e\n\n- f\n")
    values = [held.get("value", "") for tag, held in shown(html).tags if tag == "li"]
    assert values == ["3", "4", "1", "2", "5", ""]


def test_footnotes_lead_there_and_back() -> None:
    """A mark leads to the footnote, the footnote back to the first mark of it."""
    found = shown(html_from("a[^x] b[^x]\n\n[^x]: The note.\n"))
    ids = {held["id"] for _, held in found.tags if "id" in held}
    targets = [link.removeprefix("#") for link in found.links]
    assert len(targets) == 3
    assert set(targets) == ids
    assert (
        found.text.split()
        == "a [x] b [x] [x] The note. ↩".replace("a [", "a[").replace("b [", "b[").split()
    )


def test_a_table_can_be_scrolled_with_the_keyboard() -> None:
    """It has a name and takes the focus; its header cells head columns."""
    tags = shown(html_from("| a | b |\n|:--|--:|\n| c | d |\n")).tags
    assert ("div", {"class": "wide", "role": "region", "aria-label": "Table", "tabindex": "0"}) in (
        tags
    )
    assert [held for tag, held in tags if tag == "th"] == [{"scope": "col"}] * 2


def test_tasks_say_whether_they_are_done() -> None:
    """Without a pointer, and with a name of their own."""
    boxes = [held for tag, held in shown(html_from("- [ ] a\n- [x] b\n")).tags if tag == "input"]
    assert [box["aria-label"] for box in boxes] == ["To do", "Done"]
    assert ["checked" in box for box in boxes] == [False, True]


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("[a](b.md#c)", "b.md#c"),
        ("[a][r]\n\n[r]: /b/", "/b/"),
        ("<https://e.test/?a=1&b=2>", "https://e.test/?a=1&b=2"),
        ('<a href="b.html">a</a>', "b.html"),
        ("[a]({{ site.baseurl }}/b/)", "\ue000/b/"),
        ("[a]({% link b.md %})", ""),
        ("[a](b/{{ c }}/)", ""),
        ("[a]({{ site.baseurl }})", ""),
    ],
)
def test_targets_are_kept_apart(written: str, target: str) -> None:
    """As written; what a template makes is kept only where it must be the site's base."""
    links = [part[1:] for part in render(written).parts if part[0] == "@"]
    assert links == [target]


def test_links_in_links_are_words() -> None:
    """HTML has no link within a link."""
    found = shown(html_from('[a <a href="b">c</a> d](e)\n'))
    assert found.links == ["e"]
    assert found.text.split() == ["a", "c", "d"]


def test_a_line_of_the_file_gives_the_page_again() -> None:
    """What is read is what was written."""
    page = render('# A\n\na [b](c) <b>"d"</b>\n\n1. e\n2. f\n')
    assert rendered_pages_from_lines(page.to_line() + b"\n") == (page,)
    assert page.quotes


@pytest.mark.parametrize(
    "line",
    [b"", b"[]", b"{}", b"not JSON", RenderedPage(
        path="a", title="a", url="/a", has_h1=False, parts=("?",)).to_line()],
)  # fmt: skip
def test_a_line_that_is_no_page_is_refused(line: bytes) -> None:
    """With a ValueError, whatever is wrong with it."""
    with pytest.raises(ValueError, match=r"."):
        rendered_pages_from_lines(line + b"\n")
