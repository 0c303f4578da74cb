"""Where tests find this tree, and the environment of the processes they start."""

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content"


def environment(**changes: str) -> dict[str, str]:
    """Return the environment of a process that finds this tree's packages, and no settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **changes}
