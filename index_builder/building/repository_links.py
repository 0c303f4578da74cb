"""Whether the pages can be linked to in the repository they are kept in, and at which commit."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from index_builder.index.repository import Repository, repository_at
from index_builder.reading.git import git
from index_builder.reading.pages import Page

_SHA256_DIGITS = 64  # of an object's name; in a repository of the usual kind there are 40


def find_repository(root: Path, pages: Sequence[Page], commit: str | None) -> Repository | None:
    """Return the repository of a folder's pages; None if its host is unknown or lacks the commit.

    `commit` is the last one that changed the folder. Whether the host has it is told by the
    branches last fetched from or pushed to it; nothing is asked of the network.
    """
    origin = commit and git(root, "remote", "get-url", "origin")
    if not commit or not origin:
        return None
    pushed = git(root, "for-each-ref", "--count=1", f"--contains={commit}", "refs/remotes/origin")
    prefix = git(root, "rev-parse", "--show-prefix")
    committed = git(root, "ls-tree", "-r", "-z", commit, "--", ".")
    if not pushed or prefix is None or committed is None:
        return None
    there = dict(_objects(committed))
    other = [page.path for page in pages if there.get(page.path) != _object_name(page, commit)]
    return repository_at(origin, commit, prefix.rstrip("\n"), other)


def _objects(listed: str) -> list[tuple[str, str]]:
    """Return path and object name of each entry that `git ls-tree -z` lists."""
    entries = (entry.partition("\t") for entry in listed.split("\0") if entry)
    return [(path, about.split(" ")[2]) for about, _, path in entries]


def _object_name(page: Page, commit: str) -> str:
    """Return the name git gives a page's bytes: "Git Objects" in the Pro Git book."""
    data = page.text.encode()
    new = hashlib.sha256 if len(commit) == _SHA256_DIGITS else hashlib.sha1
    return new(b"blob %d\0" % len(data) + data).hexdigest()
