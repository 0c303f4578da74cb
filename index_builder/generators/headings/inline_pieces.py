"""A heading's inline Markdown as pieces, for rules that treat code, images or words apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index_builder.generators.headings.anchor_style import Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of one kind; "escape" is an escaped character or an entity, "end" where a span ends."""

    kind: Literal["text", "escape", "code", "image", "autolink", "end"]
    text: str


class _AnyReference(dict[str, dict[str, str]]):
    """Link definitions that have every label: the heading alone doesn't know its page's."""

    def get(self, _key: str, _default: Any = None) -> Any:
        return {"href": "#", "title": ""}


def pieces(heading: Heading) -> tuple[Piece, ...]:
    """Cut the heading's source into pieces whose texts make up the heading's rendered text.

    `[a][b]` is a link or not by the page's definitions; the reading that gives `heading.text` is
    taken. Where none does (the page's parser knows more syntax), all of it is one text piece.
    """
    wanted = heading.text.split()
    readings: tuple[dict[str, dict[str, str]], ...] = ({}, _AnyReference())
    for references in readings:
        found = tuple(_walk(_parser().parseInline(heading.source, {"references": references})))
        if shown(found).split() == wanted:
            return found
    return (Piece(kind="text", text=heading.text),)


def shown(parts: Sequence[Piece], *, images: bool = False) -> str:
    """Join the pieces' texts, with images' alternative texts where `images` says so."""
    return "".join(part.text for part in parts if images or part.kind != "image")


@cache
def _parser() -> MarkdownIt:
    # text_join would merge escaped characters and entities into their neighbours
    return MarkdownIt("commonmark").enable("strikethrough").disable("text_join")


def _walk(tokens: Sequence[Token]) -> Iterator[Piece]:
    automatic = False
    for token in tokens:
        if token.nesting:
            automatic = token.nesting > 0 and token.info == "auto"
        if token.type == "text" and automatic:
            yield Piece(kind="autolink", text=token.content)
        elif token.type == "inline":
            yield from _walk(token.children or ())
        else:
            yield from _pieces(token)


def _pieces(token: Token) -> Iterator[Piece]:
    match token.type:
        case "text":
            yield Piece(kind="text", text=token.content)
        case "text_special":
            yield Piece(kind="escape", text=token.content)
        case "softbreak" | "hardbreak":
            yield Piece(kind="text", text="\n")
        case "code_inline":
            yield Piece(kind="code", text=token.content)
        case "image":
            yield Piece(kind="image", text=shown(tuple(_walk(token.children or ()))))
    if token.type in ("code_inline", "image", "html_inline") or token.nesting < 0:
        yield Piece(kind="end", text="")
