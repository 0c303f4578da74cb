"""What of a passage may be marked: sentences, items, rows, each by its place in the source."""

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index_builder.index.errors import PageError
from index_builder.index.passage import Passage, Sentence
from index_builder.splitting.splitter import SplitPage

from .cutting import cut
from .markdown_grammar import garbage, pages

some = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def source_of(passage: Passage, sentence: Sentence) -> str:
    """Return a sentence as the page has it."""
    start = passage.span[0]
    return passage.quote[sentence.span[0] - start : sentence.span[1] - start]


def written_out(page: str, window: int = 256) -> list[str]:
    """Return each sentence's text and, where it differs, behind "<-" its source."""
    out = []
    for passage in cut(page, window=window).passages:
        for sentence in passage.sentences:
            source = source_of(passage, sentence)
            out.append(sentence.text if sentence.text == source else f"{sentence.text} <- {source}")
    return out


GOLDEN = {
    "a paragraph is its sentences": (
        "One is here. Is two? Three!\nFour goes\non.\n",
        ["One is here.", "Is two?", "Three!", "Four goes on. <- Four goes\non."],
    ),
    "headings are none": ("# Title\n\nText.\n\n## Section. Two.\n\nMore.\n", ["Text.", "More."]),
    "links and emphasis inside a sentence": (
        "See [the *rules*](x.md). **Then** ask.\n",
        ["See the rules. <- See [the *rules*](x.md).", "Then ask. <- **Then** ask."],
    ),
    "emphasis over a sentence's end keeps the paragraph whole": (
        "One *two. Three* four. Five.\n",
        ["One two. Three four. Five. <- One *two. Three* four. Five."],
    ),
    "a link over a sentence's end does too": (
        "Read [this. And that](x.md). Five.\n",
        ["Read this. And that. Five. <- Read [this. And that](x.md). Five."],
    ),
    "an item is one, however many sentences it has": (
        "Do this:\n\n- Open it. Log in.\n- Close it.\n",
        ["Do this:", "- Open it. Log in.", "- Close it."],
    ),
    "steps keep their numbers": (
        "3. Open it. Log in.\n4. Close it.\n",
        ["3. Open it. Log in.", "4. Close it."],
    ),
    "an item with a list inside is one, and each of its items": (
        "- Encrypt:\n  - at rest\n  - in transit\n",
        ["- Encrypt:", "- at rest <-   - at rest", "- in transit <-   - in transit"],
    ),
    "an item's further paragraphs are their sentences": (
        "1. Open it.\n\n   Then wait. Long.\n",
        ["1. Open it.", "Then wait. <-    Then wait.", "Long."],
    ),
    "rows without their header": (
        "| Kind | Limit |\n|---|---|\n| Mail | 35 MB. No more. |\n| *Disk* | none |\n",
        [
            "Mail | 35 MB. No more. <- | Mail | 35 MB. No more. |",
            "Disk | none <- | *Disk* | none |",
        ],
    ),
    "code is one": (
        "```sh\nrun. Then\nstop\n```\n",
        ["run. Then\nstop <- ```sh\nrun. Then\nstop\n```"],
    ),
    "a term and each of its definitions": (
        "Owner\n: Who holds it. Who answers.\n\n: Or another.\n",
        [
            "Owner: <- Owner",
            "Who holds it. Who answers. <- : Who holds it. Who answers.",
            "Or another. <- : Or another.",
        ],
    ),
    "quotations": ("> One. Two.\n", ["One. <- > One.", "Two."]),
    "lines end with CR LF": (
        "One goes\r\non. Two.\r\n\r\n- a. b\r\n- c\r\n",
        ["One goes on. <- One goes\r\non.", "Two.", "- a. b", "- c"],
    ),
    "capitals with full stops end nothing": (
        "The U.S. Code says so. It is law.\n",
        ["The U.S. Code says so.", "It is law."],
    ),
    "numbers, addresses and file names end nothing": (
        "Version 1.2.0 is on data.ct.gov. See a.pdf there.\n",
        ["Version 1.2.0 is on data.ct.gov.", "See a.pdf there."],
    ),
    "what is not shown is not said": (
        "One.<!-- Not. This. --> Two {{ site.x }} three.\n",
        ["One. Two three. <- One.<!-- Not. This. --> Two {{ site.x }} three."],
    ),
    "a rule, an image without a name and a comment are none": (
        "Text.\n\n---\n\n![](x.png)\n\n<!-- unseen -->\n",
        ["Text."],
    ),
}


@pytest.mark.parametrize(("page", "expected"), GOLDEN.values(), ids=GOLDEN)
def test_pages_have_these_sentences(page: str, expected: list[str]) -> None:
    """Text for reading, and the source it stands for."""
    assert written_out(page) == expected


@pytest.mark.parametrize(
    "text", ["See Sec. 4 of it.", "Conn. Gen. Stat. § 4-67p applies.", "See e.g. This and that."]
)
def test_abbreviations_end_nothing(text: str) -> None:
    """A statute's short name is inside a sentence."""
    assert written_out(f"{text} It is law.\n") == [text, "It is law."]


def test_a_row_in_a_later_passage_is_still_a_row() -> None:
    """The header travels with the later rows' text, not with what is marked."""
    rows = "".join(f"| item {at} of the long list | value {at} of it |\n" for at in range(20))
    found = cut(f"| What it is | How much |\n|---|---|\n{rows}", window=60).passages
    assert len(found) > 2
    texts = [sentence.text for passage in found for sentence in passage.sentences]
    assert texts == [f"item {at} of the long list | value {at} of it" for at in range(20)]


def words_of(text: str) -> list[str]:
    return re.findall(r"[A-Za-z0-9]+", text)


STEP = re.compile(r"^\d{1,9}\. ")


def is_within(words: list[str], others: list[str]) -> bool:
    """Tell whether words stand among others, in the same order."""
    rest = iter(others)
    return all(word in rest for word in words)


def check_sentences(found: SplitPage) -> None:
    """Spans in their passage, in order, disjoint, not blank; texts of one line in its text."""
    for passage in found.passages:
        spans = [sentence.span for sentence in passage.sentences]
        assert all(passage.span[0] <= start < end <= passage.span[1] for start, end in spans)
        assert all(one[1] <= next_[0] for one, next_ in pairwise(spans))
        for sentence in passage.sentences:
            source = source_of(passage, sentence)
            assert source.strip()
            assert source == source.rstrip()
            assert sentence.text.strip()


def check_texts(found: SplitPage) -> None:
    """A sentence's words are its source's, and in its passage's text in the same order."""
    for passage in found.passages:
        text = words_of(passage.text)
        for sentence in passage.sentences:
            assert is_within(words_of(sentence.text), text)
            source = words_of(source_of(passage, sentence))
            # A step has the number that readers see, whatever number its source has.
            said = words_of(STEP.sub("", sentence.text))
            assert is_within(said, source)
        together = [word for sentence in passage.sentences for word in words_of(sentence.text)]
        assert is_within(together, text)


@given(source=pages, window=st.integers(30, 80))
@some
def test_sentences_are_places_of_their_passage(source: str, window: int) -> None:
    """Whatever the page is made of, and however its lines end."""
    for written in (source, source.replace("\n", "\r\n"), "\ufeff" + source):
        check_sentences(cut(written, window=window))


@given(source=pages, window=st.integers(30, 80))
@some
def test_sentences_are_words_of_their_passage(source: str, window: int) -> None:
    """Nothing is marked that is not read, nothing is read twice."""
    check_texts(cut(source, window=window))


@given(source=garbage)
@settings(parent=some, max_examples=150)
def test_garbage_has_sentences_in_place_or_none(source: str) -> None:
    """Any text at all."""
    try:
        found = cut(source, window=60)
    except PageError:
        return
    check_sentences(found)


TITLED = re.compile(r"^:{3,}\s*\w+[^\S\n]*[^\s:]", re.MULTILINE)


@given(source=pages)
@some
def test_the_text_before_a_window_cuts_it_is_all_in_sentences(source: str) -> None:
    """Where a section fits into one passage, every word of its text may be marked.

    Except table headers, which go with each row, footnotes, which are elsewhere, and the titles of
    containers (":::note[Title]"), which are headings.
    """
    for passage in cut(source, window=100_000).passages:
        if "|---|" in passage.quote or "[^" in passage.quote or TITLED.search(passage.quote):
            continue
        together = [word for sentence in passage.sentences for word in words_of(sentence.text)]
        assert together == words_of(passage.text)


BOLD_BEGINNINGS = {
    "bold with its stop": ("**Van.** Big. Red.", ["", "Van.", "Van."]),
    "bold before a colon": ("**Van:** big. Red.", ["Van:", "Van:"]),
    "a colon after it": ("**Van**: big. Red.", ["Van:", "Van:"]),
    "bold before a dash": ("__Van__ – big. Red.", ["Van", "Van"]),
    "a bold line of a paragraph": ("**Van**\nBig. Red.", ["Van", "Van"]),
    "a hard break after it": ("**Van**  \nBig. Red.", ["Van", "Van"]),
    "in HTML": ("<strong>Van:</strong> big. Red.", ["Van:", "Van:"]),
    "in a quotation": ("> **Van:** big. Red.", ["Van:", "Van:"]),
    "an item, whatever follows": ("- **Vans** are big. Red.", ["Vans"]),
    "a sentence that only begins so": ("**Staff** may not smoke. Ever.", ["", ""]),
    "nothing but bold": ("- **Van**", [""]),
}


@pytest.mark.parametrize(("page", "leads"), BOLD_BEGINNINGS.values(), ids=BOLD_BEGINNINGS)
def test_bold_words_name_the_paragraph_or_item_that_they_begin(page: str, leads: list[str]) -> None:
    """All its sentences have them as a label, but for a sentence that is nothing else."""
    (passage,) = cut(page + "\n").passages
    assert ["".join(label.text for label in held.labels) for held in passage.sentences] == leads


@pytest.mark.parametrize("blank", ["", " ", "&nbsp;", '"', "〃", "''", "^^", "ditto", "Do."])
def test_a_blank_first_cell_or_a_ditto_mark_means_the_row_above(blank: str) -> None:
    """The row that has the name is a label of those below it, until the next name."""
    page = f"| Key | Rule |\n|---|---|\n| Tin | a |\n| {blank} | b |\n| Zinc | c |\n"
    sentences = cut(page).passages[0].sentences
    labels = [[label.text for label in held.labels] for held in sentences]
    assert labels == [["Key | Rule"], ["Key | Rule", "Tin | a"], ["Key | Rule"]]


@pytest.mark.parametrize("line", ["**Van**", "__Van__", "***Van***", "<b>Van</b>", "**Van:**"])
def test_a_bold_line_labels_what_follows(line: str) -> None:
    """In any way that bold is written."""
    last = cut(f"{line}\n\nMay be lent.\n").passages[0].sentences[-1]
    assert [label.text.rstrip(":") for label in last.labels] == ["Van"]
