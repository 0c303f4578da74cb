"""Every word that is corrected in judged questions, for a person to read through.

`python -m tests.relevance.rewordings QUESTIONS CORPORA` takes folders: QUESTIONS has NAME.jsonl for
each handbook CORPORA/NAME. `--elsewhere 5` asks each file's questions of the fifth handbook after
its own, which knows none of their names and jargon. Nothing is embedded.
"""

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from assistant.asking.rewriting import Change, Vocabulary, open_vocabulary, reword
from assistant.asking.typed_text import clean
from assistant.english.lexicon import english
from index_builder.building.cut_cache import CutCache
from index_builder.index.learned_vocabulary import folded
from index_builder.index.lexical import terms
from index_builder.learning.vocabulary_learner import learn
from index_builder.models.encoder import Encoder
from index_builder.models.model_folder import DEFAULT_ENCODER
from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site
from index_builder.storage.cache import Cache

from .own_index import KEPT_IN

# What a page is called in these handbooks, besides ".md".
PAGES = {".md", ".mdx", ".qmd", ".erb", ".njk"}


def vocabulary(corpus: Path, encoder: Encoder, cache: Cache) -> Vocabulary:
    """Return a handbook's words; pages of any ending are read as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        for page in sorted(held for held in corpus.rglob("*") if held.suffix in PAGES):
            copy = Path(folder) / page.relative_to(corpus)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(page, copy if copy.suffix == ".md" else f"{copy}.md")
        site = read_site(Path(folder))
        cut = CutCache(site.anchors, encoder, cache).cut(read_pages(site).pages)
    tokenizer = encoder.exported.tokenizer

    def is_ordinary(word: str) -> bool:
        return len(tokenizer.encode(f" {word.casefold()}", add_special_tokens=False).ids) == 1

    texts = [passage.embedded for passage in cut.passages]
    stems = frozenset(terms(" ".join(texts)))
    return open_vocabulary(
        learn(texts),
        read_text=lambda: folded(texts),
        has_term=stems.__contains__,
        is_ordinary=is_ordinary,
        lexicon=english(),
    )


def changed(questions: Path, words: Vocabulary) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """Yield each question of a file in its cleaned form, and what is changed in it."""
    for line in questions.read_text(encoding="utf-8").splitlines():
        question = clean(json.loads(line)["question"])
        yield question, reword(question, words).changes


@click.command()
@click.argument("questions", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("corpora", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--elsewhere", type=int, default=0, help="Of another handbook, this many on.")
def main(questions: Path, corpora: Path, elsewhere: int) -> None:
    """Print what is changed in which question, and how many changes of each kind there are."""
    cache = Cache(KEPT_IN / "cache")
    encoder = Encoder.find(DEFAULT_ENCODER, KEPT_IN / "encoders", cache)
    files = sorted(questions.glob("*.jsonl"))
    kinds: Counter[str] = Counter()
    asked = touched = 0
    for at, file in enumerate(files):
        name = files[(at + elsewhere) % len(files)].stem
        for question, changes in changed(file, vocabulary(corpora / name, encoder, cache)):
            asked, touched = asked + 1, touched + bool(changes)
            kinds.update(one.why for one in changes)
            for one in changes:
                click.echo(f"{one.why}\t{name}\t{one.found} -> {one.used}\t{question}")
    click.echo(f"{asked} questions, {touched} changed: {dict(kinds)}")


if __name__ == "__main__":
    main()
