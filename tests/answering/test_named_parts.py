"""Which rows, items and labelled texts a question asks about by name."""

import pytest
from written_parts import nested

from assistant.answering.named_parts import named_parts

FILES = ["Rows:", "Payroll files | by SFTP", "Tax files | by mail", "Wage files | by hand"]
CLASSES = ["OFFICIAL:", "  a", "OFFICIAL-SENSITIVE:", "  b", "SECRET:", "  c", "TOP SECRET:", "  d"]
AGREEMENTS = [
    "Memorandum of Understanding (MOU) | a",
    "Data Use Agreement (DUA) | b",
    "Data Sharing Agreement (DSA) | c",
    "Business Associate Agreement (BAA) | d",
    "Enterprise Memorandum (E-MOU) | e",
]
CHANNELS = ["- Mail: 20 MB", "- OneDrive: 100 GB", "- Ask before you use another one."]
CONTRACTS = ["Fixed-term contract:", "  Two weeks.", "Permanent contract:", "  Three months."]
LOGIN = ["- Log in to the Gitea page", "  - as you", "- Fill in the form:", "  - not private"]
BAKING = ["To bake:", "1. Mix.", "2. Heat.", "To clean it:", "1. Wipe."]
BADGES = ["1 | Red | a", "2 | Blue | b", "3 | Green | c"]
YEARS = ["2019 | a | x", "2020 | b | y", "2021 | c | z"]
CARDS = ["Tin | Trips | a", "Tin | Repairs | b", "Zinc | Trips | c", "Zinc | Repairs | d"]
CLASSED = ["1. Open: a", "2. Guarded: b", "3. Sealed – c"]
TRAINS = ["Before ten:", "  A bus.", "After ten:", "  A taxi."]
STAFF = ["Interns:", "- five days", "Full-time staff:", "- ten days", "Ask early."]
INSIDE = ["- Encrypt:", "  - disks", "- Lock:", "  - rooms"]
HOURS = ["Library: open all day.", "Archive: open by appointment."]
LOANS = [
    "Loan agreement (LA) | a",
    "Service agreement (SA) | b",
    "The LA and SA go together.",
    "Ask.",
]

NAMED = {
    "a row": ("How are payroll files sent?", FILES, {0, 1}),
    "two rows": ("Are wage and tax files alike?", FILES, {0, 2, 3}),
    "a word that all rows have names none": ("How are files sent?", FILES, {0, 1, 2, 3}),
    "nothing named": ("Who pays?", FILES, {0, 1, 2, 3}),
    "a term": ("Can I e-mail SECRET data?", CLASSES, {4, 5}),
    "a term with another's words": ("May top secret data leave?", CLASSES, {6, 7}),
    "a term that another begins with": ("Can I e-mail official data?", CLASSES, {0, 1}),
    "a term of two words": ("official-sensitive data by mail", CLASSES, {2, 3}),
    "an acronym": ("Who signs an MOU?", AGREEMENTS, {0}),
    "a word that most rows have": ("Which agreements are there?", AGREEMENTS, {0, 1, 2, 3, 4}),
    "words before a colon": ("How big may mail be?", CHANNELS, {0, 2}),
    "a term but for what all of them have": ("Is a fixed term noticed?", CONTRACTS, {0, 1}),
    "a sentence is named by no word of it": ("Is our gitea log private?", LOGIN, {0, 1, 2, 3}),
    "a step's number": ("What is step 2 of baking?", BAKING[:3], {0, 2}),
    "a step's words name none": ("How do I mix?", BAKING[:3], {0, 1, 2}),
    "a number that only counts rows names none": ("Who has the blue badge?", BADGES, {1}),
    "a year names its row": ("What was paid in 2020?", YEARS, {1}),
    "of rows with one name, by the second cell": ("tin card for repairs", CARDS, {1}),
    "of rows with one name, all": ("What is the tin card for?", CARDS, {0, 1}),
    "numbered items by their names": ("May sealed papers be mailed?", CLASSED, {2}),
    "numbered items by number": ("What is step 2?", CLASSED, {1}),
    "words such as before, if no others tell": ("a taxi before ten?", TRAINS, {0, 1}),
    "a list by its introduction": ("How many days have interns?", STAFF, {0, 1, 4}),
    "lists inside a list by their items": ("Must I encrypt disks?", INSIDE, {0, 1}),
    "sentences by what they begin with": ("Is the archive open?", HOURS, {1}),
    "sentences about its like are beside it": ("When is an LA needed?", LOANS, {0, 3}),
    "sentences about what is named are not": ("Is it an LA or an SA?", LOANS, {0, 1, 2, 3}),
    "one of two procedures": ("How do I clean the oven?", BAKING, {3, 4}),
}


@pytest.mark.parametrize(("question", "lines", "left"), NAMED.values(), ids=NAMED)
def test_what_stands_beside_the_named_part_is_left_out(
    question: str, lines: list[str], left: set[int]
) -> None:
    """Text outside the list or the labels stays, and so does what has no name."""
    assert set(range(len(lines))) - named_parts(question, nested(lines)).beside == left
