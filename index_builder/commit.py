"""Which commit the content is of."""

import os
import subprocess
from pathlib import Path


def last_commit(content: Path) -> str | None:
    """Return the commit of the last change under `content`, hex; None where git knows none.

    The folder's own git settings are not trusted: no hook, signature check, filter or pager runs
    for this reading of the history, and nothing that is missing from it is fetched.
    """
    command = ["git", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false"]
    command += ["-c", "protocol.allow=never", "--no-pager", "-C", str(content)]
    command += ["log", "-1", "--format=%H", "--no-show-signature", "--", "."]
    # In a git hook these variables speak of another folder than the one asked about.
    environment = {name: held for name, held in os.environ.items() if not name.startswith("GIT_")}
    try:
        found = subprocess.run(  # noqa: S603
            command,
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
            env={**environment, "GIT_NO_LAZY_FETCH": "1"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found.stdout.strip() or None if found.returncode == 0 else None
