"""What field cases ask of quotes: the rule under its label, the row under its header, the note.

The pages are read from the corpora; the tests skip without them.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asked_pages import Asking, asking_of, marked
from surroundings import corpus_at

from assistant.answer import Answer
from assistant.terminal import show

PAGES = {
    "labels": "24-labels-of-parts/site/docs",
    "classes": "24-labels-of-parts/it.md",
    "footnote": "25-footnote/data.md",
    "table": "26-long-table/site/docs",
    "title": "27-title-first/content",
    "headings": "21-html-blocks/site",
}

OfCase = Callable[[str], Asking]


@pytest.fixture(scope="module")
def of_case(encoders: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfCase]:
    """What answers from the pages of a case; each is indexed once, when it is first asked."""
    made: dict[str, Asking] = {}

    def of(name: str) -> Asking:
        if name not in made:
            folder = tmp_path_factory.mktemp(name)
            pages = corpus_at(Path("field") / PAGES[name])
            content = folder / "content"
            if pages.is_dir():
                shutil.copytree(pages, content)
            else:
                content.mkdir()
                shutil.copy(pages, content)
            made[name] = asking_of(content, folder / "index", encoders)
        return made[name]

    yield of


def shown(answer: Answer, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what a terminal's pipe shows of an answer."""
    capsys.readouterr()
    show(answer, echo=False, explained=False)
    return capsys.readouterr().out


RULES = {
    "May closed files be mailed encrypted?": ("labels", "- Closed files", "Never leave"),
    "May restricted files be mailed?": ("labels", "- Restricted files", "only encrypted"),
    "Must I return the blue badge each evening?": ("labels", "Blue | ", "Keeps it for a year"),
    "Must I return the red badge each evening?": ("labels", "Red | ", "Must return it"),
    "May the truck be used at weekends?": ("labels", "Truck", "May not be used"),
    "How long is the notice for an apprentice?": ("labels", "Apprentice contract:", "four weeks"),
    "Can I email SECRET data?": ("classes", "SECRET:", "Never leaves"),
    "Can I email OFFICIAL data?": ("classes", "OFFICIAL:", "May be e-mailed."),
    "Can I email official-sensitive data?": ("classes", "OFFICIAL-SENSITIVE:", "only encrypted"),
}


@pytest.mark.parametrize(("question", "case"), RULES.items())
def test_the_rule_asked_about_is_marked_under_its_label(
    of_case: OfCase, question: str, case: tuple[str, str, str]
) -> None:
    """The label comes first, and nothing of a neighbour's is marked."""
    name, label, rule = case
    answer = of_case(name)(question)
    assert answer.answered
    found = [text for text in marked(answer) if text not in ("Badge | Rule",)]
    assert found[0].startswith(label)
    assert rule in found[-1]
    assert len(found) == 2


def test_a_footnote_that_answers_is_quoted_with_its_passage(of_case: OfCase) -> None:
    """What was found is what is shown, and it is marked."""
    answer = of_case("footnote")("What was the suppression threshold before July 2021?")
    assert answer.answered
    assert "The threshold was 10 people until 30 June 2021." in "\n".join(marked(answer))


ROWS = {
    "What was the budget for Waco in 2024?": ("| Waco |", "$25,000"),
    "Who is the deputy lead in Utica?": ("| Utica |", "Nolan"),
    "Which room is the Yuma office in?": ("| Yuma |", "124"),
    "What was the budget for Akron in 2025?": ("| Akron |", "$7,700"),
}


@pytest.mark.parametrize(("question", "row"), ROWS.items())
def test_a_row_of_a_long_table_comes_after_its_header(
    of_case: OfCase,
    capsys: pytest.CaptureFixture[str],
    question: str,
    row: tuple[str, str],
) -> None:
    """Both are the page's own words, and no other part of the table stands between them."""
    answer = of_case("table")(question)
    assert answer.answered
    first = answer.citations[0]
    (mark,) = [held for held in first.marks if not held.text.startswith("City")]
    assert first.marked_quote(mark).startswith(row[0])
    assert row[1] in first.marked_quote(mark)
    text = shown(answer, capsys)
    assert text.index("| City | Lead |") < text.index(row[0])
    assert first.above or first.passage.lines[0] == 1
    page = corpus_at("field/26-long-table/site/docs/index.md").read_text("utf-8").splitlines()
    for one in first.above:
        assert "\n".join(page[one.lines[0] - 1 : one.lines[1]]) == one.quote


def test_the_page_about_a_thing_comes_before_a_mention_of_it(of_case: OfCase) -> None:
    """By its opening, which says what the thing is."""
    first = of_case("title")("What is a service mesh?").citations[0]
    assert first.passage.path == "service-mesh.md"
    assert not first.passage.headings
    assert "microservices" in first.passage.quote


def test_a_sub_section_does_not_answer_by_the_heading_above_it(of_case: OfCase) -> None:
    """Who may drive is no matter of where to park; that is asked for by itself."""
    drive = of_case("headings")("Who may drive the van?")
    assert "clean licence" in "".join(marked(drive))
    assert "Park the van" not in "".join(marked(drive))
    park = of_case("headings")("Where do I park the van?")
    assert "Park the van in the yard" in "".join(marked(park))
