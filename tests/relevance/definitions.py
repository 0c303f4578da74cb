"""When a question asks what an acronym is, does the section that explains it come first?

`python -m tests.relevance.definitions CONTENT …` asks "what is an NDA?" and "what is a
non-disclosure agreement?" for every acronym that the passages explain, in three ways: as typed, by
both names, and as `ask` looks it up. A passage explains an acronym if it has both names in one
place, or if its heading is one of them.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from assistant.answer import vocabulary
from assistant.answering.retrieval import retrieve
from assistant.asking.rewriting import reword
from index_builder.building.builder import BuildOptions, build
from index_builder.index.generation import Generation, open_current
from index_builder.index.inflection import article
from index_builder.learning.acronyms import acronyms

from .own_index import own_index

FEWEST_LETTERS = 3


def _folded(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def explained(held: Generation) -> Iterator[tuple[str, str, set[int]]]:
    """Yield each acronym, its long form and the rows of the passages that explain it."""
    learned = [acronyms([passage.embedded]) for passage in held.passages]
    for short, long in acronyms([passage.embedded for passage in held.passages]).items():
        rows = {
            row
            for row, passage in enumerate(held.passages)
            if _folded(learned[row].get(short, "")) == _folded(long)
            or any(
                short in heading or _folded(long) in _folded(heading)
                for heading in passage.headings[-1:]
            )
        }
        if rows and len(short) >= FEWEST_LETTERS:
            yield short, long, rows


@click.command()
@click.argument("contents", nargs=-1, type=click.Path(path_type=Path, exists=True, file_okay=False))
def main(contents: tuple[Path, ...]) -> None:
    """Print the share of acronyms whose explanation comes first, and among the first three."""
    first: Counter[str] = Counter()
    third: Counter[str] = Counter()
    count = 0
    for content in contents:
        build(BuildOptions(content=content, index=own_index(content)))
        held = open_current(own_index(content))
        for short, long, rows in explained(held):
            for name, other in ((short, long), (long, short)):
                count += 1
                asked = f"what is {article(name)} {name}?"
                ways = {
                    "as asked": asked,
                    "both names": f"what is {article(name)} {name} ({other})?",
                    "as it is looked up": reword(asked, vocabulary(held)).text,
                }
                for way, text in ways.items():
                    found = [hit.row in rows for hit in retrieve(held, text, 3)]
                    first[way] += found[0]
                    third[way] += any(found)
        click.echo(f"{content.name}: {count} questions so far")
    for way in first:
        click.echo(f"{way:20} first {first[way] / count:.3f}  in three {third[way] / count:.3f}")


if __name__ == "__main__":
    main()
