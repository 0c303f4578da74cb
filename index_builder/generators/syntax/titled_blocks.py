"""Tokens of blocks that have a title or a label of their own."""

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token


def open_titled(state: StateBlock, kind: str, title: str, lines: tuple[int, int]) -> Token:
    """Push the opening of an "admonition" or a "part", and its title unless it is empty.

    Return the opening.

    `lines` are those of the whole block, half open; the title is in the first of them.
    """
    first, stop = lines
    opened = state.push(f"{kind}_open", "div", 1)
    opened.block, opened.info, opened.map = True, title, [first, stop]
    opened.attrs = {"class": kind}
    if title:
        inner = "admonition_title" if kind == "admonition" else "part_label"
        token = state.push(f"{inner}_open", "p", 1)
        token.attrs, token.map = {"class": inner.replace("_", "-")}, [first, first + 1]
        token = state.push("inline", "", 0)
        token.content, token.map, token.children = title, [first, first + 1], []
        state.push(f"{inner}_close", "p", -1)
    return opened


def close_titled(state: StateBlock, kind: str) -> None:
    """Push the closing of what `open_titled` opened."""
    state.push(f"{kind}_close", "div", -1).block = True
