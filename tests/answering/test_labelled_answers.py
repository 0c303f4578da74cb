"""Rules under labels, rows of long tables, footnotes, procedures: asked of pages, as staff ask."""

from pathlib import Path

import pytest
from asked_pages import Asking, asking_of, marked
from surroundings import corpus_at

from assistant.terminal import show

PAGES = {
    "boxes.md": """# Storing papers

Draft
:   May lie open on a desk.

Sealed
:   May lie on a desk only in a locked room.

Crown
:   Stays in the vault.
""",
    "vehicles.md": """# Borrowing vehicles

**Scooter**

May be taken home with the steward's consent.

**Minibus**

May not be taken home.

**Trailer**

May be taken anywhere.
""",
    "parcels.md": """# Sending parcels

- Light parcels
    - Go by bicycle courier.
- Fragile parcels
    - Go by bicycle courier only in a crate.
- Frozen parcels
    - Stay in the depot.
""",
    "keys.md": """# Keys

| Key | Rule |
|---|---|
| Silver | Opens the archive with a guard |
|  | Must be handed back every night |
| Golden | Opens the archive alone |
|  | Is kept for a year |
""",
    "counts.md": """# Counts

Groups of fewer than 8 patients are not published[^old].

# Archive

Counts are kept for ten years.

[^old]: The limit was 15 patients until March 2019.
""",
    "loans.md": """# Loans of maps[^since]

Maps are lent for two weeks. Copying an atlas costs ten cents a page.

[^since]: The period is counted from the day after the loan.
""",
    "stations.md": "# Fire stations\n\nEach town has a station.\n\n"
    "| Town | Captain | Vice captain | Engines | Budget 2023 | Budget 2024 |\n"
    "|---|---|---|---|---|---|\n"
    + "".join(
        f"| {town} | Captain {at} Stone | Vice {at} Brook | {at + 2} | ${at}1,500 | ${at}2,700 |\n"
        for at, town in enumerate(
            "Alder Birch Cedar Dogwood Elm Fir Gorse Hazel Ivy Juniper Kapok Larch Maple Nutmeg Oak"
            " Pine Quince Rowan Spruce Tamarack Umbrella Viburnum Willow Yew Zelkova".split()
        )
    ),
    "index.md": """# Start

Step by step help with the scanner and other things:

- [Scanning a deed step by step](scanner.md)
- [Storing papers](boxes.md)
- [Keys](keys.md)
""",
    "scanner.md": """# The machine room

Follow these steps to scan a deed.

1. Lay the deed on the glass with its seal facing down.
2. Choose the grey profile and type the number of the deed.
3. Press the green button and wait for the tone.
4. Put the deed back into its folder.
""",
}


@pytest.fixture(scope="module")
def asking(encoders: Path, tmp_path_factory: pytest.TempPathFactory) -> Asking:
    """A playbook of these pages by the default encoder."""
    folder = tmp_path_factory.mktemp("labels")
    content = folder / "content"
    content.mkdir()
    for name, text in PAGES.items():
        (content / name).write_text(text, encoding="utf-8")
    return asking_of(content, folder / "index", encoders)


LABELS = {
    "May sealed papers lie on a desk?": ["Sealed:", "May lie on a desk only in a locked room."],
    "May crown papers lie on a desk?": ["Crown:", "Stays in the vault."],
    "May I take the minibus home?": ["Minibus", "May not be taken home."],
    "Do frozen parcels go by courier?": ["- Frozen parcels", "- Stay in the depot."],
}


@pytest.mark.parametrize(("question", "rule"), LABELS.items())
def test_the_rule_of_the_label_asked_about_is_marked(
    asking: Asking, question: str, rule: list[str]
) -> None:
    """With its label, and nothing of the neighbours'."""
    assert marked(asking(question)) == rule


def test_under_an_empty_cell_the_row_above_gives_the_name(asking: Asking) -> None:
    """Its header and that row are marked too."""
    golden = ["Golden | Opens the archive alone", "Is kept for a year"]
    found = marked(asking("Must the golden key be handed back every night?"))
    assert found == ["Key | Rule", *golden]


def test_a_row_of_a_table_cut_in_two_is_shown_below_its_header(
    asking: Asking, capsys: pytest.CaptureFixture[str]
) -> None:
    """The header has its own lines, and the rest of the table isn't shown before the row."""
    answer = asking("Who is the vice captain in Spruce?")
    first = answer.citations[0]
    assert first.passage.quote.startswith("| ")
    (above,) = first.above
    assert above.lines == (3, 6)
    assert above.quote == (
        "Each town has a station.\n\n"
        "| Town | Captain | Vice captain | Engines | Budget 2023 | Budget 2024 |\n"
        "|---|---|---|---|---|---|"
    )
    show(answer, echo=False, explained=False)
    text = capsys.readouterr().out
    assert text.index("| Town |") < text.index("| Spruce |")
    assert text.count("| Town |") == 1
    assert "| Alder |" not in text
    assert not any(one.above for one in answer.continued)


def test_a_footnote_that_answers_is_shown_and_marked(asking: Asking) -> None:
    """Together with the sentence that cites it."""
    answer = asking("What was the limit of patients before March 2019?")
    assert marked(answer) == [
        "Groups of fewer than 8 patients are not published [old].",
        "[old] The limit was 15 patients until March 2019.",
    ]
    assert answer.answered


def test_a_footnote_that_the_heading_cites_is_marked_alone(asking: Asking) -> None:
    """No sentence of the passage cites it."""
    answer = asking("From which day is the period of a loan of maps counted?")
    assert marked(answer) == ["[since] The period is counted from the day after the loan."]


def test_what_one_section_says_on_both_parts_of_a_question_is_marked(asking: Asking) -> None:
    """The second answer is not left to be looked for; nothing is marked twice."""
    answer = asking("How long are maps lent? How much does copying an atlas cost?")
    both = ["Maps are lent for two weeks.", "Copying an atlas costs ten cents a page."]
    assert marked(answer) == both
    assert not answer.parts
    assert marked(asking("How much does copying an atlas cost? How long are maps lent?")) == both


def test_a_footnote_is_shown_but_not_marked_if_its_passage_answers(asking: Asking) -> None:
    """So that no mark in the quote leads nowhere."""
    answer = asking("How small are groups of patients that are not published?")
    assert [held.passage.quote for held in answer.continued] == [
        "[^old]: The limit was 15 patients until March 2019."
    ]
    assert marked(answer) == ["Groups of fewer than 8 patients are not published [old]."]
    cited = {held.row for held in (*answer.citations, *answer.continued)}
    assert len(cited) == len(answer.citations) + 1  # it is never ranked by itself


HEADER = "Town | Captain | Vice captain | Engines | Budget 2023 | Budget 2024"


@pytest.mark.parametrize(("town", "at"), [("Birch", 1), ("Quince", 16), ("Yew", 23)])
def test_a_row_of_a_long_table_is_marked_under_its_header(
    asking: Asking, town: str, at: int
) -> None:
    """The passage with the header comes with it; those with other rows alone do not."""
    answer = asking(f"Who is the vice captain in {town}?")
    row = f"{town} | Captain {at} Stone | Vice {at} Brook | {at + 2} | ${at}1,500 | ${at}2,700"
    assert answer.answered
    assert marked(answer) == [HEADER, row]
    assert len(answer.continued) == (at > 1)


def test_a_procedure_asked_for_as_such_is_shown_step_by_step(asking: Asking) -> None:
    """Not the list that links to it; and all steps are marked."""
    answer = asking("walk me through scanning a deed step by step")
    assert answer.citations[0].passage.path == "scanner.md"
    assert [text[:2] for text in marked(answer)] == ["1.", "2.", "3.", "4."]


FIELD = {
    "24-labels-of-parts": {
        "May closed files be mailed encrypted?": ["- Closed files", "- Never leave the network."],
        "Can I email SECRET data?": ["SECRET:", "Never leaves the closed network."],
        "Must I return the blue badge each evening?": [
            "Badge | Rule",
            "Blue | May enter the lab alone",
            "Keeps it for a year",
        ],
    },
    "25-footnote": {
        "What was the suppression threshold before July 2021?": [
            "Cells with fewer than 6 people are suppressed [1].",
            "[1] The threshold was 10 people until 30 June 2021.",
        ]
    },
    "26-long-table": {
        "What was the budget for Waco in 2024?": [
            "City | Lead | Deputy lead | Room | Budget 2024 | Budget 2025",
            "Waco | Wells | Lopez | 122 | $25,000 | $31,900",
        ],
        "Who is the deputy lead in Utica?": [
            "City | Lead | Deputy lead | Room | Budget 2024 | Budget 2025",
            "Utica | Unger | Nolan | 120 | $23,000 | $29,700",
        ],
    },
}


@pytest.mark.parametrize("case", FIELD)
def test_inputs_that_once_got_a_neighbour_s_rule(case: str, encoders: Path, tmp_path: Path) -> None:
    """Each question gets its own."""
    content = tmp_path / "content"
    content.mkdir()
    for page in corpus_at(f"field/{case}").rglob("*.md"):
        if page.name != "case.md":
            (content / page.name).write_bytes(page.read_bytes())
    asking = asking_of(content, tmp_path / "index", encoders)
    for question, wanted in FIELD[case].items():
        answer = asking(question)
        assert answer.answered, question
        assert marked(answer) == wanted, question
