"""Which sentences are marked, by their scores and what they stand under: made-up passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_parts import nested

from assistant.answering.choosing import chosen, introduced, whole_lists, with_conditions
from assistant.answering.lists import groups_of, is_item
from assistant.answering.named_parts import Named, named_parts
from assistant.english.wholes import Whole

RULE = "An agency may share the file."
TOGETHER = {
    "a condition before": (["Unless the owner objects, share it.", "Send it."], {1}, {1}),
    "an exception after": ([RULE, "However, health records stay."], {0}, {0, 1}),
    "unless after": ([RULE, "Unless it holds names."], {0}, {0, 1}),
    "provided only after": ([RULE, "Provided that the owner agrees."], {0}, {0, 1}),
    "the exception brings its rule": ([RULE, "But not health records."], {1}, {0, 1}),
    "what leans back": ([RULE, "This takes a week."], {1}, {0, 1}),
    "leaning on what leans": ([RULE, "This takes a week.", "It is free."], {2}, {0, 1, 2}),
    "an example and its rule": ([RULE, "For example, a list of roads."], {1}, {0, 1}),
    "what a sentence goes on with": ([RULE, "And it may keep it."], {1}, {0, 1}),
    "what leans back is not brought along": ([RULE, "This takes a week."], {0}, {0}),
    "leaning on a list": (["Ask:", "- Ana", "- Ben", "These two know."], {3}, {0, 1, 2, 3}),
    "leaning on a table": (["a | 1", "b | 2", "These fees rise."], {2}, {0, 1, 2}),
    "leaning on a list too long to bring": (
        [*(f"- name {at}" for at in range(9)), "These know."],
        {9},
        {9},
    ),
    "leaning on more of its own item": (["- Ana", "  Ben.", "  They know."], {2}, {0, 1, 2}),
    "the answer to a question of the page": (["How long?", "A week.", "Go."], {0}, {0, 1}),
    "questions in a row": (["How long?", "How far?", "Ask Ana."], {0}, {0}),
    "questions of a list": (["- How long?", "- How far?", "Ask Ana."], {1}, {1}),
    "an item and what introduces its list": (
        ["Bring these:", "- the form", "- the fee"],
        {2},
        {0, 2},
    ),
    "an item of a list in a list": (["Bring:", "- papers", "  - the form"], {2}, {0, 1, 2}),
    "an item after a list in a list": (
        ["Bring:", "- papers:", "  - the form", "- a pen"],
        {3},
        {0, 3},
    ),
    "what is under another term": (["Van:", "  Share it.", "Truck:", "  Only here."], {1}, {0, 1}),
    "a step and what introduces the steps": (["Do this:", "1. Open.", "2. Close."], {1}, {0, 1}),
    "a rule and its list of conditions": (
        ["You may share it if:", "- it is public", "- the owner agrees", "Send it."],
        {0},
        {0, 1, 2},
    ),
    "one condition brings the others": (
        ["It is kept, provided that:", "- it is used", "- it is safe", "- it is small"],
        {2},
        {0, 1, 2, 3},
    ),
    "exceptions brought by their item": (
        ["It is open.", "Unless all of the following apply:", "1. Names.", "2. Pay."],
        {2},
        {0, 1, 2, 3},
    ),
    "a list that holds no conditions stays behind": (
        ["If you are stuck, ask:", "- the liaison", "- the help desk"],
        {0},
        {0},
    ),
    "items without an introduction": (["Text.", "- one", "- two"], {2}, {2}),
    "the first sentence leans on nothing": (["This is it.", "More."], {0}, {0}),
}


@pytest.mark.parametrize(("texts", "chosen", "whole"), TOGETHER.values(), ids=TOGETHER)
def test_conditions_stay_with_their_rule(texts, chosen, whole):
    """Marked words never say more than the page does."""
    assert with_conditions(nested(texts), chosen) == whole


openings = st.sampled_from(
    ["Unless", "However", "This", "The", "- one", "1. Open", "Bring", "Share it if"]
)
sentences = st.builds(
    lambda first, end: first + end, openings, st.sampled_from([" it.", " it:", ":"])
)


@given(texts=st.lists(sentences, min_size=1, max_size=12), data=st.data())
def test_what_is_whole_stays_as_it_is(texts, data):
    """No chosen sentence is lost, and those brought along need nothing more."""
    chosen = data.draw(st.sets(st.integers(0, len(texts) - 1), min_size=1))
    parts = nested(texts)
    whole = with_conditions(parts, chosen)
    assert chosen <= whole <= set(range(len(texts)))
    assert with_conditions(parts, whole) == whole


def test_items_are_told_by_their_marker():
    """By the markers that plain text gives them."""
    assert all(map(is_item, ["- one", "1. one", "12. one"]))
    assert not any(map(is_item, ["-one", "1.5 hours", "one - two", "1) one"]))


LISTS = [
    (["Lead:", "- a", "- b", "- c"], {1, 2}, 1, {1, 2, 3}),
    (["- a", "- b", "- c", "- d"], {0, 3}, 3, {3}),
    (["Text.", "- a", "- b"], {0, 1}, 0, {0, 1}),
    (["a | 1", "b | 2", "c | 3", "Text."], {0, 1, 3}, 0, {0, 1, 2, 3}),
]


@pytest.mark.parametrize(("texts", "chosen", "best", "whole"), LISTS)
def test_no_list_or_table_is_half_marked(texts, chosen, best, whole):
    """If most items are chosen, all are marked; if fewer, only the best, or the one chosen."""
    assert whole_lists(groups_of(nested(texts)), chosen, best) == whole


def shown(question: str, lines: dict[str, float], *, whole: Whole = "") -> list[str]:
    """Return the lines that are marked, by the reader's masses."""
    parts = nested(list(lines))
    named = named_parts(question, parts)
    held = chosen(parts, list(lines.values()), was_read=True, whole=whole, named=named)
    return [parts[at].text for at in sorted(held)]


STEPS = {"To bake:": 0.1, "1. Mix.": 0.3, "2. Wait.": 0.01, "3. Heat.": 0.01, "4. Eat.": 0.29}
TABLE = {
    "There are four.": 0.2,
    "Hay | 1": 0.02,
    "Oats | 2": 0.05,
    "Salt | 3": 0.1,
    "Bran | 4": 0.0,
}


def test_a_procedure_is_marked_as_a_whole_or_by_one_step() -> None:
    """As a whole if that is what was asked, else the step that answers."""
    assert shown("How do I bake?", STEPS, whole="steps") == list(STEPS)
    assert shown("When is it hot?", STEPS) == ["To bake:", "1. Mix."]


def test_a_table_that_is_the_answer_together_is_marked_as_a_whole() -> None:
    """Its rows share what one sentence has; a question about one thing gets that."""
    assert shown("Which feeds are there?", TABLE, whole="all") == list(TABLE)
    assert shown("Which feeds are there?", TABLE) == ["There are four."]
    weak = {line: mass / 10 if "|" in line else mass for line, mass in TABLE.items()}
    assert shown("Which feeds are there?", weak, whole="all") == ["There are four."]


def test_bullets_are_no_procedure() -> None:
    """They are marked as a whole only for questions that ask which things there are."""
    bullets = {"Bring:": 0.0, "- hay": 0.4, "- oats": 0.01, "- salt": 0.01}
    assert shown("How do I feed?", bullets, whole="steps") == ["Bring:", "- hay"]
    assert shown("Which feeds?", bullets, whole="all") == list(bullets)


def test_an_introduction_brings_its_list_and_is_never_marked_alone() -> None:
    """If nothing follows it here, nothing is marked."""
    lines = {"Agencies accept two conditions:": 0.9, "- Liaisons.": 0.0, "- Files.": 0.0, "End.": 0}
    assert shown("What do agencies accept?", lines) == list(lines)[:3]
    assert shown("What do agencies accept?", {"Agencies accept these:": 0.9}) == []
    assert introduced(nested(["Bring:", "- hay", "- oats"]), {0}) == {0, 1, 2}
    for end in ("as follows.", "the following items.", "what is listed below."):
        assert introduced(nested([f"Bring {end}", "- hay", "- oats"]), {0}) == {0, 1, 2}
        assert introduced(nested([f"Bring {end}", "Then wait."]), {0}) == {0}
    assert introduced(nested(["Bring:", "- hay", "- oats"]), {0, 2}) == {0, 2}


LABELS = {
    "a term": ["Van:", "  Return it at six.", "Truck:", "  It stays out."],
    "a bold line": ["Van", "  Return it at six.", "Truck", "  It stays out."],
    "a parent item": ["- Van", "  - Return it at six.", "- Truck", "  - It stays out."],
}


@pytest.mark.parametrize("lines", LABELS.values(), ids=LABELS)
def test_the_rule_under_the_label_asked_about_is_marked_with_it(lines: list[str]) -> None:
    """However much more the neighbour's rule looks like the answer."""
    masses = dict(zip(lines, [0.0, 0.9, 0.0, 0.0001], strict=True))
    assert shown("Must I return the truck at six?", masses) == [one.strip() for one in lines[2:]]
    assert shown("When is it back?", masses) == [one.strip() for one in lines[:2]]


def test_a_label_brings_what_stands_under_it() -> None:
    """A list as a whole; of text the best sentence."""
    items = {"- Van": 0.9, "  - red": 0.0, "  - blue": 0.0, "- Truck": 0.0, "  - green": 0.0}
    assert shown("Colour?", items) == ["- Van", "- red", "- blue"]
    text = {"Van": 0.9, "  No cab.": 0.0, "  Red doors.": 0.01, "Truck": 0.0, "  No.": 0.0}
    assert shown("Colour?", text) == ["Van", "Red doors."]


def test_of_rows_under_one_name_all_are_marked_if_the_best_was_another_s() -> None:
    """The scores don't tell then which of them answers."""
    rows = {"Red | alone": 0.1, "Red | return it": 0.8, "Blue | alone": 0.01, "Blue | keep it": 0.0}
    assert shown("Must I return the blue one?", rows) == ["Blue | alone", "Blue | keep it"]
    assert shown("Must I return the red one?", rows) == ["Red | return it"]


def test_the_few_that_a_question_names_are_marked() -> None:
    """And none beside them."""
    rows = {"Hay | 1": 0.4, "Oats | 2": 0.01, "Salt | 3": 0.3, "Bran | 4": 0.02}
    assert shown("Do hay and oats cost the same?", rows) == ["Hay | 1", "Oats | 2"]


def test_a_procedure_asked_for_as_such_is_its_steps() -> None:
    """However much a sentence about them looks like the answer."""
    lines = {"These steps bake a cake.": 0.9, "1. Mix.": 0.01, "2. Heat.": 0.0}
    assert shown("Walk me through baking", lines, whole="procedure") == ["1. Mix.", "2. Heat."]
    assert shown("How do I bake?", lines, whole="steps") == ["These steps bake a cake."]


def test_an_introduction_brings_what_is_named_further_on() -> None:
    """What comes right after it is another one's."""
    lines = ["Ratings are these:", "High: no doubt.", "Some: few doubts.", "Low: many doubts."]
    scores = [0.9, 0.1, 0.1, 0.1]
    named = Named(beside=frozenset({1, 3}), exact=frozenset({2}))
    assert chosen(nested(lines), scores, was_read=True, named=named) == {0, 2}
