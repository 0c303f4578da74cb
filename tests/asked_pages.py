"""A playbook of a few pages by the default encoder, and what it marks."""

from collections.abc import Callable
from pathlib import Path

from assistant.answer import Answer, ask
from index_builder.building.builder import BuildOptions, build
from index_builder.index.generation import open_current

Asking = Callable[[str], Answer]


def asking_of(content: Path, index: Path, encoders: Path) -> Asking:
    """Return what answers questions from a folder of pages; `index` is made."""
    index.mkdir()
    (index / "encoders").symlink_to(encoders)
    assert not build(BuildOptions(content=content, index=index)).failures
    generation = open_current(index)
    return lambda question: ask(generation, question)


def marked(answer: Answer) -> list[str]:
    """Return what is marked in the answer and in what it runs on in, in the page's order."""
    shown = sorted((answer.citations[0], *answer.continued), key=lambda held: held.row)
    return [sentence.text for held in shown for sentence in held.marks]
