"""What git knows of the content: the commit it is of, and when each file was last changed."""

import os
import subprocess
from pathlib import Path

_QUICK, _LONG = 10, 120  # seconds: for a single commit, for a whole history
_HEAD = "//"  # before a commit in a log of names; no relative path starts with it


def last_commit(content: Path) -> str | None:
    """Return the commit of the last change under `content`, hex; None where git knows none."""
    found = _log(content, "-1", "--format=%H", timeout=_QUICK)
    return (found or "").strip() or None


def change_dates(content: Path) -> dict[str, str]:
    """Return the day, YYYY-MM-DD, of the last commit that changed each file under `content`.

    The author's date, in the author's time zone; paths are relative to `content`. In a shallow
    clone the oldest commit seems to have made everything that it holds: of that nothing is said.
    """
    found = _log(content, "-z", "--name-only", "--no-renames", "--relative",
                 f"--format={_HEAD}%as %P", timeout=_LONG)  # fmt: skip
    shallow = _git(content, "rev-parse", "--is-shallow-repository", timeout=_QUICK) == "true\n"
    dates: dict[str, str] = {}
    day = ""
    for part in filter(None, (held.removeprefix("\n") for held in (found or "").split("\0"))):
        if part.startswith(_HEAD):
            day, _, parents = part.removeprefix(_HEAD).partition(" ")
            day = day if parents or not shallow else ""
        else:
            dates.setdefault(part, day)
    return {name: day for name, day in dates.items() if day}


def _log(content: Path, *options: str, timeout: int) -> str | None:
    return _git(content, "log", "--no-show-signature", *options, "--", ".", timeout=timeout)


def _git(content: Path, command: str, *arguments: str, timeout: int) -> str | None:
    """Return what git says of a folder; None where it says nothing.

    The folder's own git settings are not trusted: no hook, signature check, filter or pager runs
    for this reading of the history, and nothing that is missing from it is fetched.
    """
    safe = ["git", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false"]
    safe += ["-c", "protocol.allow=never", "--no-pager", "-C", str(content)]
    # In a git hook these variables speak of another folder than the one asked about.
    environment = {name: held for name, held in os.environ.items() if not name.startswith("GIT_")}
    try:
        found = subprocess.run(  # noqa: S603
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
    return found.stdout if found.returncode == 0 else None
