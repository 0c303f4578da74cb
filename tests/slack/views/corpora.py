"""The passages of every corpus: handbooks cut as they are, other people's texts as quotes."""

import json
from functools import cache
from pathlib import Path

import pytest
from splitting.cutting import cut
from splitting.test_corpora import FOLDERS, cut_folder, slow_but_first
from surroundings import SHARED, corpus_at

from index_builder.index.passage import Passage

BENCHES = [SHARED / "bench" / name for name in ("clapnq", "mtrag-pool")]
CORPORA = [*FOLDERS, *BENCHES]
corpora = pytest.mark.parametrize("corpus", slow_but_first(CORPORA), ids=lambda one: one.name)
handbooks = pytest.mark.parametrize("corpus", slow_but_first(FOLDERS), ids=lambda one: one.name)


def passages(corpus: Path) -> tuple[Passage, ...]:
    """Return a corpus's passages that no earlier corpus has; skip if the corpus is not here.

    From a bench, every tenth passage: it has thousands, all plain paragraphs.
    """
    earlier = [one for one in CORPORA[: CORPORA.index(corpus)] if one.is_dir()]
    known = {held.content_hash for one in earlier for held in _all(one)}
    every = 10 if corpus in BENCHES else 1
    return tuple(held for held in _all(corpus)[::every] if held.content_hash not in known)


@cache
def _all(corpus: Path) -> tuple[Passage, ...]:
    if corpus in FOLDERS:
        return tuple(held for _, page in cut_folder(corpus).values() for held in page.passages)
    return tuple(held for document in _documents(corpus) for held in _cut(document))


@cache
def pages(corpus: Path) -> dict[str, str]:
    """Return the source of each page by its path."""
    if corpus in FOLDERS:
        return {path: text for path, (text, _) in cut_folder(corpus).items()}
    return {f"{held['_id']}.md": _page(held) for held in _documents(corpus)}


def _documents(corpus: Path) -> list[dict[str, str]]:
    rows = corpus_at(corpus / "corpus.jsonl")
    return [json.loads(line) for line in rows.read_text("utf-8").splitlines()]


def _page(document: dict[str, str]) -> str:
    return f"# {document['title']}\n\n{document['text']}\n"


def _cut(document: dict[str, str]) -> tuple[Passage, ...]:
    return cut(_page(document), path=f"{document['_id']}.md").passages
