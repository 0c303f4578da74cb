"""Is it rightly said what of a question the passages don't mention?

`python -m tests.relevance.missing QUESTIONS CONTENT …` puts each answerable question beside the
passages that answer it (of alternatives, the first). They do answer, in whatever words, so anything
said to be missing from them is wrong. An unanswerable question is put beside its `near` passage, if
it has one: the passage most easily taken for an answer. Something of the question is missing from
that, so saying so is right. Rows whose passages are not indexed are left out. "A name" is the share
of questions where a name is missing: such an answer is never given without reserve.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from assistant.answer import vocabulary
from assistant.answering.nearness import known
from assistant.answering.unmentioned import Unmentioned, unmentioned
from assistant.asking.rewriting import reword
from assistant.asking.typed_text import clean
from assistant.evaluation.rows import Row, read_rows, read_text
from index_builder.building.builder import BuildOptions, build
from index_builder.index.generation import Generation, open_current

from .own_index import own_index

KINDS = (("answerable", "wrongly"), ("near", "rightly"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A question beside passages, and what is said to be missing from them."""

    question: str
    answerable: bool
    missing: Unmentioned


def told(generation: Generation, content: Path, rows: Iterator[Row]) -> Iterator[Told]:
    """Yield what is told of each judged question whose passages are indexed."""
    for row in rows:
        answerable = row.flag("answerable")
        if not answerable and "near" not in row.fields:
            continue
        shown = list(_shown(generation, content, row.rows("gold" if answerable else "near")))
        if shown and None not in shown:
            question = clean(row.text("question"))
            passages = [held for held in dict.fromkeys(shown) if held is not None]
            found = lacking(generation, question, passages)
            yield Told(question=question, answerable=answerable, missing=found)


def lacking(generation: Generation, question: str, rows: Sequence[int]) -> Unmentioned:
    """Return what an unsure answer would say that the passages at `rows` don't mention."""
    words = vocabulary(generation)
    reworded = reword(question, words)
    asked = generation.encoder.embed_query(reworded.text)
    held = known(generation, words, asked, reworded, rows)
    return unmentioned(question, [generation.passages[row] for row in rows], held)


def _shown(generation: Generation, content: Path, places: Sequence[Row]) -> Iterator[int | None]:
    """Yield the passage of each group's first place, None where it is not indexed."""
    groups: dict[int, Row] = {}
    for place in places:
        groups.setdefault(place.number("group") if "group" in place.fields else 0, place)
    for place in groups.values():
        quotes = place.texts("quotes") if "quotes" in place.fields else (place.text("quote"),)
        yield _passage(generation, content / place.text("path"), place.text("path"), quotes[0])


def _passage(generation: Generation, page: Path, path: str, quote: str) -> int | None:
    """Return the passage that holds most of a quote; None where none does."""
    if not page.is_file() or (start := read_text(page).find(quote)) < 0:
        return None
    end = start + len(quote)
    held = {
        row: min(end, passage.span[1]) - max(start, passage.span[0])
        for row, passage in enumerate(generation.passages)
        if passage.path == path
    }
    best = max(held, key=lambda row: held[row], default=None)
    return best if best is not None and held[best] > 0 else None


def _line(name: str, rows: Sequence[Told]) -> str:
    parts = [name.ljust(24)]
    for answerable in (True, False):
        held = [row.missing for row in rows if row.answerable == answerable]
        share = sum(bool(one.parts) for one in held) / len(held) if held else 0
        named = sum(one.has_name for one in held) / len(held) if held else 0
        parts.append(f"{len(held):10} {share:8.1%} {named:7.1%}")
    return "".join(parts)


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--show", is_flag=True, help="Print every question with what is said of it.")
def measure(sources: Sequence[Path], show: bool) -> None:
    """Tell what is missing for SOURCES: questions and content in turn."""
    titles = (f"{kind:>10} {told:>8} {'a name':>7}" for kind, told in KINDS)
    click.echo(f"{'':24}{''.join(titles)}")
    every: list[Told] = []
    for questions, content in zip(sources[::2], sources[1::2], strict=True):
        index = own_index(content)
        build(BuildOptions(content=content, index=index))
        rows = list(told(open_current(index), content, read_rows(questions)))
        for row in rows if show else ():
            mark = "wrong" if row.answerable else "right"
            parts = row.missing.parts
            click.echo(f"  {mark if parts else '-':6} {row.question} -> {parts}")
        click.echo(_line(questions.stem, rows))
        every += rows
    click.echo(_line("all", every))


if __name__ == "__main__":
    measure()
