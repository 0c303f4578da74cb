"""Where tests find this tree and the corpora, and the environment of processes they start."""

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content"
# The site that tests of content/ build for: the pages themselves name none.
SITE_URL = "https://ctopendata.github.io/data-sharing-playbook"

# Real handbooks and judged questions. They are not part of this tree.
SHARED = Path(os.environ.get("PLAYBOOK_SHARED") or ROOT.parent / "shared").resolve()
# The published playbook as it was on eight dates, the oldest first.
DATES = tuple(
    SHARED / "playbook" / date
    for date in """
    2020-03-30 2020-12-16 2022-06-02a 2022-06-02b 2022-06-02c 2022-06-02d 2022-06-03 2022-10-26
    """.split()
)


def corpus_at(path: str | Path) -> Path:
    """Return a file or folder of the corpora; skips the test if it is not here.

    All such skips have this place and this reason, so pytest's summary counts them in one line.
    """
    import pytest

    found = SHARED / path
    if not found.exists():
        pytest.skip("the corpora (PLAYBOOK_SHARED or ../shared) are not here")
    return found


def environment(**changes: str) -> dict[str, str]:
    """Return the environment of a process that finds this tree's packages, and no settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **changes}
