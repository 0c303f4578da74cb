"""Questions written over sections of the mined pages, answerable and not; `written/` has them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from assistant.evaluation.rows import Row, read_rows

from .example import Answer, Example, Span
from .pages import Repository, Section
from .plain_text import plain

WRITTEN = Path(__file__).parent / "written"
NEAR = 14  # sections that are likest to be mistaken
FEWEST = 4  # others a question needs
BEGINNING = 60  # characters of a quote by which it is found if its end was cut off
LEFT = 80  # characters that a section without its answer must still have


def written_examples(
    folder: Path, repositories: Mapping[str, Repository], seed: int
) -> Iterator[Example]:
    """Yield the written questions over sections that are there; others are passed over."""
    sections = {held.key: held for one in repositories.values() for held in one.sections}
    random = Random(seed)
    for file in sorted(folder.glob("*.jsonl")):
        for row in read_rows(file):
            own = sections.get((row.text("repo"), row.text("path"), row.number("section")))
            if own is None:
                continue
            near = repositories[own.repository].near(row.text("question"), own, NEAR, random)
            if len(near) >= FEWEST:
                yield _example(row, own, tuple(held.text for held in near))


def _example(row: Row, own: Section, near: tuple[str, ...]) -> Example:
    quote = _optional(row, "quote")
    span = _place(own, quote)
    answer = Answer(text=own.text, spans=(span,) if span else ())
    return Example(
        id=row.text("id"),
        source=own.repository,
        question=row.text("question"),
        searched=row.text("question"),
        answers=(answer,) if quote else (),
        others=near if quote else (own.text, *near),
        dropped=tuple(_without(own, span)) if span else (),
        pair=_optional(row, "pair") or None,
    )


def _optional(row: Row, key: str) -> str:
    return row.text(key) if key in row.fields else ""


def _place(own: Section, quote: str) -> Span | None:
    """Return where in the section's text a quote stands, or its beginning if its end is cut off."""
    title = len(own.text) - len(own.body)
    for wanted in (plain(quote), plain(quote)[:BEGINNING]):
        at = own.text.find(wanted, title) if wanted else -1
        if at >= 0:
            return at, at + len(wanted)
    return None


def _without(own: Section, span: Span) -> Iterator[str]:
    title = len(own.text) - len(own.body)
    rest = (own.text[title : span[0]] + own.text[span[1] :]).strip()
    if len(rest) > LEFT:
        yield own.text[:title] + rest
