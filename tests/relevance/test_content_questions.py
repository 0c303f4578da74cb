"""The judged questions over the shipped playbook: their gold is where it says, word for word.

The file stands beside the pages as `_questions.jsonl`; the underscore keeps it out of the site.
An edit of a page may take away what a question rests on: then these tests say which, and where.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.evaluation.question_file import JudgedQuestion, read_questions
from assistant.evaluation.rows import Row, read_rows
from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site
from index_builder.splitting.document import Document, read_document
from index_builder.splitting.page_headings import OpenHeading
from index_builder.splitting.splitter import page_title

from .content import read_gold_pages

CONTENT = Path(__file__).parents[2] / "content"
FILE = CONTENT / "_questions.jsonl"

ANSWERABLE = frozenset(
    "natural paraphrase keyword cani who howlong where list table procedural definitional acronym "
    "misspelled multipart link".split()
)
UNANSWERABLE = frozenset("near-domain off-domain smalltalk injection too-vague".split())
LEAST = {True: 80, False: 30}  # questions, by whether they are answerable
LEAST_NEAR = 25  # the hard ones: asked by people who share data, answered nowhere in the pages

ROW_FIELDS = frozenset("id corpus question answerable type gold note".split())
GOLD_FIELDS = frozenset(
    "path heading heading_level anchor heading_path page_title group quotes".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A section as a gold row names it; the part above the first heading has empty fields."""

    heading: str = ""
    heading_level: int = 0
    anchor: str = ""
    heading_path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionMap:
    """A page's sections in order; `lines` holds each one's first line, 0-based."""

    document: Document
    lines: tuple[int, ...]
    places: tuple[Place, ...]

    def at(self, offset: int) -> Place:
        """Return the section of a character; a footnote is of the section that cites it."""
        line = self._citing(bisect_right(self.document.starts, offset) - 1)
        return self.places[bisect_right(self.lines, line) - 1]

    def of(self, quote: str) -> set[Place]:
        """Return the sections in which a quote stands whole; none where it does not."""
        text = self.document.page.text
        found = (match.start() for match in re.finditer(re.escape(quote), text))
        ends = ((start, start + len(quote) - 1) for start in found)
        return {self.at(first) for first, last in ends if self.at(first) == self.at(last)}

    def _citing(self, line: int) -> int:
        for note_id, note in self.document.footnotes.items():
            if note.lines[0] <= line < note.lines[1]:
                citing = (held for held in self.document.blocks if note_id in held.footnotes)
                return next(citing).lines[0]
        return line


def section_map(document: Document) -> SectionMap:
    """Return the sections of a page, the part above its first heading included."""
    lines, places = [0], [Place()]
    above: list[OpenHeading] = []
    for line, heading in sorted(document.headings.items()):
        above = [held for held in above if held.level < heading.level] + [heading]
        lines.append(line)
        places.append(
            Place(
                heading=heading.text,
                heading_level=heading.level,
                anchor=heading.anchor or "",
                heading_path=tuple(held.text for held in above),
            )
        )
    return SectionMap(document=document, lines=tuple(lines), places=tuple(places))


def place_named(gold: Row) -> Place:
    """Return the section that a gold row names."""
    return Place(
        heading=gold.text("heading"),
        heading_level=gold.number("heading_level"),
        anchor=gold.text("anchor"),
        heading_path=gold.texts("heading_path"),
    )


def normalised(question: str) -> str:
    """Return a question as it compares: case, marks and spaces do not count."""
    folded = unicodedata.normalize("NFKC", question).casefold()
    return " ".join(re.findall(r"\w+", folded))


@pytest.fixture(scope="module")
def rows() -> Sequence[Row]:
    """Return the file's rows, each with all its fields."""
    return tuple(read_rows(FILE))


@pytest.fixture(scope="module")
def questions() -> Sequence[JudgedQuestion]:
    """Return the file's questions as scoring reads them: ids unique, gold where answerable."""
    return read_questions(FILE)


@pytest.fixture(scope="module")
def maps() -> Mapping[str, SectionMap]:
    """Return the sections of every page, as the index builder's own parse finds them."""
    site = read_site(CONTENT)
    documents = (read_document(page, site.anchors) for page in read_pages(site).pages)
    return {document.page.path: section_map(document) for document in documents}


def gold_of(rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """Yield each gold row with its question's id."""
    for row in rows:
        for gold in row.rows("gold"):
            yield row.text("id"), gold


def test_scoring_reads_the_file(questions: Sequence[JudgedQuestion]) -> None:
    """Ids are unique, only answerable questions have gold, and every quote is in its file."""
    pages = read_gold_pages(questions, CONTENT)
    assert set(pages) <= {page.name for page in CONTENT.glob("*.md")}


def test_a_row_has_the_fields_of_the_format(rows: Sequence[Row]) -> None:
    """A question, and each gold row of it, has the format's fields and no others."""
    assert [row.place for row in rows if row.fields.keys() != ROW_FIELDS] == []
    assert [asked for asked, gold in gold_of(rows) if gold.fields.keys() != GOLD_FIELDS] == []
    assert {row.text("corpus") for row in rows} == {"content"}


def test_a_question_has_words_of_its_own(rows: Sequence[Row]) -> None:
    """No question is asked twice, not even with other capitals, marks or spaces."""
    asked = Counter(normalised(row.text("question")) for row in rows)
    assert [question for question, times in asked.items() if times > 1 or not question] == []


def test_there_are_enough_of_either_kind(questions: Sequence[JudgedQuestion]) -> None:
    """The file can judge both answering and declining, above all in the hard cases of declining."""
    found = Counter(question.answerable for question in questions)
    assert all(found[kind] >= least for kind, least in LEAST.items()), found
    assert sum(question.type == "near-domain" for question in questions) >= LEAST_NEAR


def test_a_type_says_whether_there_is_an_answer(questions: Sequence[JudgedQuestion]) -> None:
    """Every type is known and of one kind only, and no type is left without a question."""
    for answerable, types in ((True, ANSWERABLE), (False, UNANSWERABLE)):
        found = {question.type for question in questions if question.answerable is answerable}
        assert found == types


def test_what_is_not_answered_has_no_gold(questions: Sequence[JudgedQuestion]) -> None:
    """Neither near-domain questions nor other unanswerable ones have a passage that answers."""
    declined = [question for question in questions if question.type in UNANSWERABLE]
    assert [question.id for question in declined if question.gold or question.answerable] == []


def test_only_a_multipart_question_needs_several_places(
    questions: Sequence[JudgedQuestion],
) -> None:
    """Groups are numbered from 0; a question of several parts has several, any other has one."""
    for question in questions:
        groups = sorted({gold.group for gold in question.gold})
        assert groups == list(range(len(groups))), question.id
        assert (len(groups) > 1) == (question.type == "multipart"), question.id


def test_gold_names_a_section_that_exists(
    rows: Sequence[Row], maps: Mapping[str, SectionMap]
) -> None:
    """Path, heading, level, anchor and heading path agree with the page as it is cut."""
    wrong = [
        (asked, gold.text("path"), place_named(gold))
        for asked, gold in gold_of(rows)
        if place_named(gold) not in maps[gold.text("path")].places
    ]
    assert wrong == []


def test_gold_names_the_page_as_readers_see_it(
    rows: Sequence[Row], maps: Mapping[str, SectionMap]
) -> None:
    """The page title is the one that passages of the page carry."""
    titles = {path: page_title(held.document) for path, held in maps.items()}
    wrong = [
        (asked, gold.text("page_title"))
        for asked, gold in gold_of(rows)
        if gold.text("page_title") != titles[gold.text("path")]
    ]
    assert wrong == []


def test_a_quote_stands_in_the_section_named(
    rows: Sequence[Row], maps: Mapping[str, SectionMap]
) -> None:
    """Every quote is the page's own words, byte for byte, and stands whole in its section."""
    wrong = [
        (asked, quote)
        for asked, gold in gold_of(rows)
        for quote in gold.texts("quotes") or ("",)
        if not quote.strip() or place_named(gold) not in maps[gold.text("path")].of(quote)
    ]
    assert wrong == []


def test_a_section_is_named_once_in_a_group(rows: Sequence[Row]) -> None:
    """Alternatives are different sections: two quotes of one section stand in one gold row."""
    named = Counter(
        (asked, gold.number("group"), gold.text("path"), gold.texts("heading_path"))
        for asked, gold in gold_of(rows)
    )
    assert [place for place, times in named.items() if times > 1] == []


def test_every_page_is_asked_about(rows: Sequence[Row], maps: Mapping[str, SectionMap]) -> None:
    """No page of the playbook is left without a question that it answers."""
    assert {gold.text("path") for _, gold in gold_of(rows)} == set(maps)
