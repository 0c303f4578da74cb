"""Where readers can open a passage: on the site, at its repository's host, at a local server."""

from collections.abc import Iterable
from dataclasses import replace

from index_builder.index.manifest import Manifest
from index_builder.index.passage import Passage
from index_builder.index.served_address import served_address


def has_host(address: str) -> bool:
    """Return whether an address can be opened from anywhere, not just from its own site."""
    return address.startswith(("https://", "http://"))


def address_in(manifest: Manifest, path: str, lines: tuple[int, int], url: str) -> str:
    """Return the address that opens a passage of a generation; "" where none is known."""
    return url if has_host(url) else _at_repository(manifest, path, lines)


def shows_source(passage: Passage, manifest: Manifest) -> bool:
    """Return whether its address shows the page's Markdown, with the passage's lines marked."""
    return bool(passage.address) and passage.address == _at_repository(
        manifest, passage.path, passage.lines
    )


def served(passages: Iterable[Passage], server: str) -> tuple[Passage, ...]:
    """Return passages with the address at which a running server shows those that have none."""
    return tuple(
        passage
        if passage.address
        else replace(passage, address=served_address(server, passage.url))
        for passage in passages
    )


def _at_repository(manifest: Manifest, path: str, lines: tuple[int, int]) -> str:
    return manifest.repository.link(path, lines) if manifest.repository else ""
