"""Sentences as parts of lists, tables and labelled text, on pages as the builder cuts them."""

import pytest
from splitting.cutting import cut

from assistant.answering.lists import Part, groups_of, lead_in, parts_of


def parts(page: str) -> list[Part]:
    """Return the parts of a page's sentences."""
    return parts_of([held for passage in cut(page).passages for held in passage.sentences])


def written(page: str) -> list[tuple[str, list[list[str]]]]:
    """Return each group's kind and, of each of its units, the texts."""
    held = parts(page)
    return [
        (group.kind, [[held[at].text for at in unit.places] for unit in group.units])
        for group in groups_of(held)
    ]


PAGES = {
    "a list": ("Bring:\n\n- hay\n- oats\n", [("item", [["- hay"], ["- oats"]])]),
    "steps in items are a group inside": (
        "- Van\n    1. Open.\n    2. Close.\n- Truck\n",
        [
            ("item", [["- Van", "1. Open.", "2. Close."], ["- Truck"]]),
            ("step", [["1. Open."], ["2. Close."]]),
        ],
    ),
    "a paragraph under a step is of it": (
        "1. Open.\n\n   Then wait.\n\n2. Close.\n",
        [("step", [["1. Open.", "Then wait."], ["2. Close."]])],
    ),
    "terms": (
        "Van\n: Big. Red.\n\nTruck\n: Bigger.\n",
        [("label", [["Van:", "Big. Red."], ["Truck:", "Bigger."]])],
    ),
    "bold lines, whatever is under them": (
        "**Van**\n\nBig. Red.\n\n- old\n\n**Truck**\n\nBigger.\n",
        [
            ("label", [["Van", "Big.", "Red.", "- old"], ["Truck", "Bigger."]]),
            ("item", [["- old"]]),
        ],
    ),
    "an empty first cell has the words of the one above": (
        "| Badge | Rule |\n|---|---|\n| Red | alone |\n|  | daily |\n| Blue | never |\n",
        [("row", [["Red | alone"], ["Red | daily"], ["Blue | never"]])],
    ),
    "text parts two lists": (
        "- hay\n\nAnd:\n\n- oats\n",
        [("item", [["- hay"]]), ("item", [["- oats"]])],
    ),
    "numbers begin a list of their own": (
        "- hay\n\n1. Oats.\n",
        [("item", [["- hay"]]), ("step", [["1. Oats."]])],
    ),
    "text alone is in no group": ("One. Two.\n", []),
}


@pytest.mark.parametrize(("page", "groups"), PAGES.values(), ids=PAGES)
def test_pages_have_these_groups(page: str, groups: list[tuple[str, list[list[str]]]]) -> None:
    """Units with what stands under them; outer groups come first."""
    assert written(page) == groups


def test_a_label_of_a_passage_before_counts_as_one() -> None:
    """A bold line's text goes on in the next passage, where another bold line follows."""
    rule = "Come in the morning and bring the form with you. " * 4
    passages = cut(f"**Van**\n\n{rule}\n\n{rule}\n\n**Truck**\n\nNever.\n", window=60).passages
    last = passages[-1].sentences
    (group,) = groups_of(parts_of(last))
    assert [(unit.text, unit.is_here) for unit in group.units] == [("Van", False), ("Truck", True)]


def test_what_ends_in_a_colon_introduces_the_list_after_it() -> None:
    """Other text does not."""
    held = parts("Bring:\n\n- hay\n\nThe rest.\n\n- oats\n")
    assert [lead_in(group, held) for group in groups_of(held)] == [0, None]
