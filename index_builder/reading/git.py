"""What git says about a folder. Its own settings there are not trusted: nothing of it is run."""

import os
import subprocess
from pathlib import Path

QUICK, LONG = 10, 120  # seconds: for a single commit, for a whole history


def git(folder: Path, command: str, *arguments: str, timeout: int = QUICK) -> str | None:
    """Return what git prints about a folder; None if it fails, is not installed or takes too long.

    No hook, signature check, filter or pager of the folder's settings runs, and nothing that is
    missing from its history is fetched.
    """
    safe = ["git", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false"]
    safe += ["-c", "protocol.allow=never", "--no-pager", "-C", str(folder)]
    # In a git hook these variables name another folder than the one asked about.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603
            [*safe, command, *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=timeout,
            check=False,
            env={**environment, "GIT_NO_LAZY_FETCH": "1"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
