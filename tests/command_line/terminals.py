"""A program run in a real terminal (pty(7))."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

from surroundings import ROOT, environment


def run_in_terminal(
    *arguments: str | Path, columns: int = 60, folder: Path = ROOT, **env: str
) -> tuple[int, str]:
    """Return the command's exit status and what the terminal was sent, LF for CR LF."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", *map(str, arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env=environment(**{"TERM": "xterm-256color", **env}),
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(theirs)
    sent = _read(ours)
    os.close(ours)
    return process.wait(60), sent.decode("utf-8", "replace").replace("\r\n", "\n")


def _read(ours: int) -> bytes:
    sent, until = b"", time.monotonic() + 120
    while time.monotonic() < until:
        if not select.select([ours], [], [], 1)[0]:
            continue
        try:
            more = os.read(ours, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not more:
            break
        sent += more
    return sent
