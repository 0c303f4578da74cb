"""Where readers can open a passage: on the site, or else at the host of the repository."""

from collections.abc import Iterable
from dataclasses import replace

from index_builder.index.manifest import Manifest
from index_builder.index.passage import Passage


def has_host(address: str) -> bool:
    """Return whether an address can be opened from anywhere, not just from its own site."""
    return address.startswith(("https://", "http://"))


def addressed(passages: Iterable[Passage], manifest: Manifest) -> tuple[Passage, ...]:
    """Return passages with the address that opens each; "" where none is known."""
    return tuple(replace(passage, address=_address(passage, manifest)) for passage in passages)


def _address(passage: Passage, manifest: Manifest) -> str:
    if has_host(passage.url):
        return passage.url
    repository = manifest.repository
    return repository.link(passage.path, passage.lines) if repository else ""
