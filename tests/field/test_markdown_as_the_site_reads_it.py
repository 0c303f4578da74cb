"""Pages of real kinds of sites: sections, quotes and links as the site's own program has them."""

import pytest

from assistant.answering.text_fragment import fragment
from index_builder.index.page_words import SearchablePages, page_lines, pages_file
from index_builder.linting.linted_folder import read_folder
from index_builder.linting.rules import broken_anchor
from index_builder.reading.site import read_site

from .sites import CutSite, cut_site, field_site


def directive(cut: CutSite, words: str) -> str | None:
    """Return the directive for words of the site, marked in the passage that has them."""
    passages = list(cut.passages)
    pages = SearchablePages(pages_file(passages, page_lines(passages)), len(passages))
    held = cut.saying(words)
    page, at = pages.of(passages.index(held))
    return fragment(words, page, passage=at)


def test_a_heading_needs_no_space_for_python_markdown() -> None:
    """`##Title` is a section of its own in a MkDocs site."""
    cut = cut_site(field_site("19-hash-without-space/site"))
    held = cut.saying("25 days of annual leave")
    assert (held.headings, held.anchor) == (("Leave handbook", "Annual leave"), "annual-leave")
    assert "##Annual" not in "".join(passage.text for passage in cut.passages)


def test_what_a_tab_holds_is_read_as_markdown() -> None:
    """List items are sentences of their own, without marks, under the tab's label."""
    cut = cut_site(field_site("20-content-tabs/site"))
    linux, windows = cut.saying("root rights"), cut.saying("service desk")
    assert [sentence.text for sentence in linux.sentences][:2] == [
        "1. Install the agent with root rights, see the guide.",
        "2. Run agentctl start and wait ten seconds.",
    ]
    assert linux.headings[-1] == "Linux"
    assert windows.headings == ("Deploy", "How to deploy", "Windows")
    assert windows.anchor == "how-to-deploy"
    assert windows.embedded.startswith("Deploy › How to deploy › Windows")
    assert not any(mark in passage.text for passage in cut.passages for mark in ("**", "](", "==="))


def test_a_heading_in_a_tab_is_a_section() -> None:
    """It is cited by its own anchor; below the tabs the section above them goes on."""
    cut = cut_site(field_site("20-content-tabs/site2"))
    held = cut.saying("advance of 200 pounds")
    assert held.anchor == "field-advances"
    assert held.headings[-2:] == ("Field staff", "Field advances")


def test_only_the_tab_that_is_open_gets_a_text_fragment() -> None:
    """Browsers do not find words in the other tabs, so a link there names the section alone."""
    cut = cut_site(field_site("20-content-tabs/site"))
    found = directive(cut, "1. Install the agent with root rights, see the guide.")
    assert found
    assert "%2A" not in found
    assert directive(cut, "It takes two days.") is None


@pytest.mark.parametrize("path", ["21-html-blocks/site"])
def test_a_heading_in_raw_html_is_none(path: str) -> None:
    """What a block of HTML holds stays as it is written, and has no anchor."""
    cut = cut_site(field_site(path))
    van, yard = cut.saying("may drive the van"), cut.saying("in the yard")
    assert (van.anchor, yard.anchor) == ("rules", "rules")
    assert "**clean licence**" in van.text
    assert "Text before Long setext title here" in cut.saying("Under the setext title").text


def test_lines_that_nobody_sees_are_in_no_passage() -> None:
    """Abbreviations, names of other files and the marks of blocks are left out, and reported."""
    cut = cut_site(field_site("22-pymdownx-noise/site"))
    text = "\n".join(passage.text for passage in cut.of("index.md"))
    hidden = ("*[AGC]", "--8<--", "///", "type: warning", "slowly", "{++", "==", "++ctrl", "~2~")
    assert [mark for mark in hidden if mark in text] == []
    assert "press Ctrl+Alt+S and then wait for the green tick" in text
    assert "### Who sees claims" in text  # HTML without `markdown`: the page shows it like this
    assert "Late claims" in text
    quotes = "\n".join(passage.quote for passage in cut.of("index.md"))
    assert [mark for mark in ("*[AGC]", "--8<--") if mark in quotes] == []
    reasons = {out.lines: out.reason for out in cut.left_out if out.path == "index.md"}
    assert reasons[(31, 32)] == "abbreviation"
    assert "another file" in reasons[(63, 63)]


def test_a_list_of_contents_is_never_quoted() -> None:
    """Neither the line that a list of contents replaces nor its place is in a quote."""
    cut = cut_site(field_site("23-toc-before-text/site"))
    assert not any("TOC" in passage.quote or "toc}" in passage.quote for passage in cut.passages)


def test_words_of_a_heading_are_told_from_the_list_of_contents() -> None:
    """Words that equal a heading get context: alone they would match the entry of the contents."""
    cut = cut_site(field_site("23-toc-before-text/site"))
    found = directive(cut, "- Carry over")
    assert found is None or "-," in found or ",-" in found


def test_kramdown_anchors() -> None:
    """Attribute lists above a heading, indented marks, HTML headings: as kramdown has them."""
    cut = cut_site(field_site("39-kramdown-anchors/site"))
    said = {"two": "custom-two", "eight": "eight", "eighteen": "nomd", "twenty": "twenty"}
    assert {word: cut.saying(f"Text {word} here.").anchor for word in said} == said
    assert "## Indented twentythree" in cut.saying("Text twentythree here.").text


def test_lint_knows_the_anchors_of_the_build() -> None:
    """Exactly the anchors that the built pages lack are reported."""
    site = read_site(field_site("41-lint-mkdocs-anchors/site"))
    found = [fault.sentence for fault in broken_anchor.RULE.check(read_folder(site))]
    assert [sentence.rpartition("#")[2] for sentence in found] == [
        "top",
        "rocket-launch",
        "term-x",
    ]
