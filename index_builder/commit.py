"""Which commit the content is of."""

import subprocess
from pathlib import Path


def last_commit(content: Path) -> str | None:
    """Return the commit of the last change under `content`, hex; None where git knows none.

    The folder's own git settings are not trusted: no hook, signature check, filter or pager runs
    for this reading of the history.
    """
    command = ["git", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false", "--no-pager"]
    command += ["-C", str(content), "log", "-1", "--format=%H", "--no-show-signature", "--", "."]
    try:
        found = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found.stdout.strip() or None if found.returncode == 0 else None
