"""Where to cut a section's units into passages of about the same size: pure arithmetic."""

from collections.abc import Sequence

TARGET = 200  # tokens a passage should have; measured in DECISIONS.md
STRETCH = 256  # tokens it may have if that keeps a section or a list whole


def run_ends(
    sizes: Sequence[int],
    glued: Sequence[bool],
    leads: Sequence[int],
    *,
    target: int,
    limit: int,
) -> list[int]:
    """Return the end index of each run: every run within `limit`, all of them near `target`.

    `leads[i]` are the tokens that are put before unit i if a run begins with it.

    Dynamic programming over the runs' squared distance from `target`, in tokens, as paragraphs
    are set into lines (Knuth and Plass, "Breaking Paragraphs into Lines", 1981). A section that
    fits into one run stays whole. `glued[i]` asks not to part unit i from unit i + 1, such
    as a sentence ending in a colon from its list. A unit over `limit` is a run by itself.
    """
    if sum(sizes) <= limit:
        return [len(sizes)] if sizes else []
    penalty = target * target
    best: list[tuple[int, int]] = [(0, 0)]  # (cost, start of the last run) up to each index
    for end in range(1, len(sizes) + 1):
        split = penalty if end < len(sizes) and glued[end - 1] else 0
        costs = [
            (best[start][0] + (size - target) ** 2 + split, start)
            for start, size in _last_runs(sizes, leads, end, limit)
        ]
        best.append(min(costs))
    return _ends(best)


def _last_runs(
    sizes: Sequence[int], leads: Sequence[int], end: int, limit: int
) -> list[tuple[int, int]]:
    """Return (start, size) of each run that may end at `end`."""
    runs: list[tuple[int, int]] = []
    size = 0
    for start in range(end - 1, -1, -1):
        size += max(1, sizes[start])  # a unit of no size would let runs grow without end
        if runs and size > limit:
            break
        if not runs or size + leads[start] <= limit:
            runs.append((start, size))
    return runs


def _ends(best: Sequence[tuple[int, int]]) -> list[int]:
    ends, at = [], len(best) - 1
    while at:
        ends.append(at)
        at = best[at][1]
    return ends[::-1]
