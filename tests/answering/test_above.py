"""What stands above a quote, from its own lines: headers, items, terms, bold lines."""

import pytest
from splitting.cutting import cut

from assistant.answering.above import MOST_LEAD_IN, above, is_told_above, untold
from index_builder.index.passage import Passage

ROWS = "".join(f"| Place {at} | Person {at} |\n" for at in range(9))
TABLE = f"Who leads what.\n\n| Place | Head |\n|---|---|\n{ROWS}"
NESTED = "- Closed files\n    - Never leave the inner network.\n    - Are read in the vault.\n"
TERM = "Floor key\n:   Opens every door of one floor.\n\n:   May be lent for one week.\n"
BOLD = "**Truck**\n\nMay not be used at weekends.\n\nStays in the yard when it is wet.\n"
NAMED = (
    "| Key | Rule |\n|---|---|\n| Tin | Opens the archive with a guard and a lamp |\n"
    "| | Comes back each night before the last guard goes |\n"
)
PAGES = {
    "a table's header, and the text before the table": (
        TABLE,
        40,
        ["Who leads what.\n\n| Place | Head |\n|---|---|"],
    ),
    "a header without a text that is long": (
        f"It {'verylong' * MOST_LEAD_IN}.\n\n| Place | Head |\n|---|---|\n{ROWS}",
        40,
        ["| Place | Head |\n|---|---|"],
    ),
    "the item that it is in": (NESTED, 14, ["- Closed files"]),
    "its term": (TERM, 14, ["Floor key"]),
    "its bold line": (BOLD, 12, ["**Truck**"]),
    "the row that names it": (
        NAMED,
        22,
        ["| Key | Rule |\n|---|---|", "| Tin | Opens the archive with a guard and a lamp |"],
    ),
}


def passages(page: str, window: int) -> tuple[Passage, ...]:
    """Return the passages of a page, cut to words."""
    return cut(page, window=window).passages


@pytest.mark.parametrize(("page", "window", "expected"), PAGES.values(), ids=PAGES)
def test_what_labels_a_passage_is_quoted_from_above_it(
    page: str, window: int, expected: list[str]
) -> None:
    """Each is the page's own text, byte for byte, at the lines that it names."""
    found = passages(page, window)
    assert len(found) > 1
    told = above(found, len(found) - 1, ())
    assert [one.quote for one in told] == expected
    for one in told:
        assert page[one.span[0] : one.span[1]] == one.quote
        lines = page.splitlines()[one.lines[0] - 1 : one.lines[1]]
        assert "\n".join(lines) == one.quote


def test_what_the_passage_has_itself_is_not_above_it() -> None:
    """A whole table has its header, and the first part of one too."""
    found = passages(TABLE, 40)
    assert above(found, 0, found[0].sentences) == ()
    assert above(passages(TABLE, 900), 0, ()) == ()


def test_labels_on_another_page_are_not_looked_for() -> None:
    """A span means a place in its own page."""
    first, *others = passages(TABLE, 40)
    assert others
    (other,) = cut("Something else that is long enough to be there.\n", path="b.md").passages
    assert above([other, *others], 1, ()) == ()
    assert above([first, *others], 1, ()) != ()


def test_the_rest_of_a_table_is_told_by_its_header() -> None:
    """Its other rows are not needed beside the row that answers."""
    first, second, *_ = passages(TABLE, 40)
    told = above((first, second), 1, ())
    header = second.sentences[0].labels[0]
    mark = first.sentences[1]
    assert is_told_above(first, [type(mark)(span=header.span, text=header.text)], told)
    assert not is_told_above(first, [mark], told)
    assert not is_told_above(first, [], told)
    assert untold(told, told) == ()
    assert untold(told, ()) == told
