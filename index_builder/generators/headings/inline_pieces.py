"""A heading's inline Markdown as pieces, for rules that treat text, code and images differently."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index_builder.generators.headings.anchor_style import Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class InlinePiece:
    """A run of one kind; "escape" is an escaped character or an entity, "end" the end of a span."""

    kind: Literal["text", "escape", "code", "image", "autolink", "end"]
    text: str
    entity: str = ""  # an entity as written, "&amp;"


class _AnyReference(dict[str, dict[str, str]]):
    """Link definitions that have every label, as a heading alone doesn't show its page's."""

    def get(self, _key: str, _default: Any = None) -> Any:
        return {"href": "#", "title": ""}


def inline_pieces(heading: Heading) -> tuple[InlinePiece, ...]:
    """Cut the heading's source into pieces whose texts make up the heading's rendered text.

    Whether `[a][b]` is a link depends on the page's definitions: whichever reading gives
    `heading.text` is used. If neither does (the page's parser knows more syntax), the result is
    one piece of text.
    """
    rendered = heading.text.split()
    readings: tuple[dict[str, dict[str, str]], ...] = ({}, _AnyReference())
    for references in readings:
        candidate = tuple(_walk(_parser().parseInline(heading.source, {"references": references})))
        if joined_text(candidate).split() == rendered:
            return candidate
    return (InlinePiece(kind="text", text=heading.text),)


def joined_text(parts: Sequence[InlinePiece], *, images: bool = False) -> str:
    """Join the pieces' texts, with images' alternative texts if `images` is set."""
    return "".join(part.text for part in parts if images or part.kind != "image")


def rendered_text(source: str) -> str:
    """Return the text that inline Markdown is shown as, without its images."""
    return joined_text(tuple(_walk(_parser().parseInline(source))))


@cache
def _parser() -> MarkdownIt:
    # text_join would merge escaped characters and entities into their neighbours
    return MarkdownIt("commonmark").enable("strikethrough").disable("text_join")


def _walk(tokens: Sequence[Token]) -> Iterator[InlinePiece]:
    automatic = False
    for token in tokens:
        if token.nesting:
            automatic = token.nesting > 0 and token.info == "auto"
        if token.type == "text" and automatic:
            yield InlinePiece(kind="autolink", text=token.content)
        elif token.type == "inline":
            yield from _walk(token.children or ())
        else:
            yield from _pieces(token)


def _pieces(token: Token) -> Iterator[InlinePiece]:
    match token.type:
        case "text":
            yield InlinePiece(kind="text", text=token.content)
        case "text_special":
            entity = token.markup if token.info == "entity" else ""
            yield InlinePiece(kind="escape", text=token.content, entity=entity)
        case "softbreak" | "hardbreak":
            yield InlinePiece(kind="text", text="\n")
        case "code_inline":
            yield InlinePiece(kind="code", text=token.content)
        case "image":
            yield InlinePiece(kind="image", text=joined_text(tuple(_walk(token.children or ()))))
    if token.type in ("code_inline", "image", "html_inline") or token.nesting < 0:
        yield InlinePiece(kind="end", text="")
