"""Where units are cut into runs, by their sizes and by what is put before a run."""

from hypothesis import given
from hypothesis import strategies as st

from index_builder.splitting.packing import run_ends

units = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 10)), min_size=1, max_size=20)


def test_what_fits_is_one_run_whatever_would_be_put_before_its_parts() -> None:
    """Labels are only repeated where there is a cut."""
    assert run_ends([5, 5, 5], [False] * 3, [0, 9, 9], target=10, limit=15) == [3]


def test_a_run_has_room_for_what_is_put_before_it() -> None:
    """Without the lead, the last three would be one run."""
    sizes, glued = [11, 4, 4, 4], [False] * 4
    assert run_ends(sizes, glued, [0, 0, 0, 0], target=12, limit=12) == [1, 4]
    assert len(run_ends(sizes, glued, [0, 3, 3, 3], target=12, limit=12)) == 3


@given(found=units)
def test_no_run_is_over_the_limit_with_its_lead(found: list[tuple[int, int]]) -> None:
    """All units are in runs, in order."""
    sizes, leads = zip(*found, strict=True)
    ends = run_ends(sizes, [False] * len(sizes), leads, target=40, limit=50)
    assert ends[-1] == len(sizes)
    starts = [0, *ends[:-1]]
    for start, end in zip(starts, ends, strict=True):
        assert start < end
        assert sum(sizes[start:end]) + (leads[start] if start else 0) <= 50
