"""Run a generator as a child process."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_SECONDS = 300


def run(
    command: Sequence[str],
    folder: Path,
    *,
    text: str = "",
    environment: Mapping[str, str] | None = None,
) -> str:
    """Run `command` in `folder` with `text` on standard input; return its standard output.

    Raises: RuntimeError with the command's last output where it fails.
    """
    done = subprocess.run(
        command,
        cwd=folder,
        input=text,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        encoding="utf-8",
        timeout=_SECONDS,
    )
    if done.returncode:
        said = f"{done.stdout}\n{done.stderr}".strip()[-4000:]
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{said}")
    return done.stdout
