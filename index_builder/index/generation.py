"""The index on disk: generations beside one another, and a pointer to the current one.

    INDEX/current                       names of the published generations, newest first
    INDEX/generations/NAME/             manifest.json, passages.jsonl, vectors.faiss, tokens.npy,
                                        states.npy, lexical/, pages.jsonl, vocabulary.json,
                                        page_html.jsonl
    INDEX/encoders/FINGERPRINT/         the exported encoder, shared by generations
    INDEX/rerankers/FINGERPRINT/        the exported reranker, if one is used
    INDEX/calibration.json              how evidence becomes a probability, if it was fitted
    INDEX/lock                          held by the one builder that writes

    INDEX/cache/                        what was made before: see storage/cache.py

This module reads it; storage/publishing.py writes it.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index_builder.index.addressing import address_in
from index_builder.index.calibration import Calibration, matching_calibration
from index_builder.index.embedding import Embedding, TokenVectors, from_bytes
from index_builder.index.errors import IndexRefused
from index_builder.index.exported_encoder import ExportedEncoder, open_encoder
from index_builder.index.exported_reranker import ExportedReranker, open_reranker
from index_builder.index.layout import (
    ENCODERS,
    GENERATIONS,
    RERANKERS,
    existing_generations,
    published_names,
)
from index_builder.index.learned_vocabulary import LearnedVocabulary
from index_builder.index.lexical import LEXICAL_FILES, LexicalIndex
from index_builder.index.manifest import Manifest, generation_name
from index_builder.index.page_words import SearchablePages
from index_builder.index.passage import Passage
from index_builder.index.passage_lines import passages_from_lines
from index_builder.index.rendered_page import RenderedPage, rendered_pages_from_lines
from index_builder.index.searchable_page import WordPage
from index_builder.index.vectors import Vectors

MANIFEST, PASSAGES, VECTORS = "manifest.json", "passages.jsonl", "vectors.faiss"
TOKENS, STATES = "tokens.npy", "states.npy"
PAGES, VOCABULARY = "pages.jsonl", "vocabulary.json"
PAGE_HTML = "page_html.jsonl"
FILES = (
    *(PASSAGES, VECTORS, TOKENS, STATES, PAGES, VOCABULARY, PAGE_HTML),
    *(f"lexical/{name}" for name in LEXICAL_FILES),
)
_REBUILD = "run `playbook index` to build it again"


@dataclass(frozen=True, kw_only=True, eq=False)
class Generation:
    """One published state of the index; every file was checked when it was opened.

    But for the pages' HTML: only a server of pages needs it, so it is read and checked when asked
    for the first time.
    """

    manifest: Manifest
    passages: tuple[Passage, ...]
    vectors: Vectors
    tokens: TokenVectors
    states: TokenVectors
    lexical: LexicalIndex
    pages: SearchablePages
    vocabulary: LearnedVocabulary
    page_html_file: Path
    encoder: ExportedEncoder
    reranker: ExportedReranker | None = None
    calibration: Calibration | None = None  # the index's own, if it was fitted to these models

    @property
    def name(self) -> str:
        """The generation's name."""
        return self.manifest.generation

    @cached_property
    def rendered_pages(self) -> tuple[RenderedPage, ...]:
        """Every page as HTML, in the order of their files.

        Raises:
            IndexRefused: the file is damaged, or gone with its generation.
        """
        path = self.page_html_file
        data = _checked(path, self.manifest.files[PAGE_HTML])
        try:
            return rendered_pages_from_lines(data)
        except ValueError as error:
            raise IndexRefused(f"{path} can't be read ({error}); {_REBUILD}") from error

    def similarities(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of a unit vector, shape (d,), with each passage, shape (n,)."""
        return self.vectors.similarities(vector)

    def page_words(self, row: int) -> tuple[WordPage, int]:
        """Return the words of a passage's page, and which of the page's passages it is, from 0.

        Raises:
            IndexRefused: they can't be read.
        """
        try:
            return self.pages.of(row)
        except ValueError as error:
            raise IndexRefused(
                f"{PAGES} of generation {self.name} can't be read ({error}); {_REBUILD}"
            ) from error

    def embedding(self, row: int) -> Embedding:
        """Return one passage's vectors as they were made."""
        return Embedding(
            vector=self.vectors.row(row),
            tokens=self.tokens.packed_row(row),
            states=self.states.packed_row(row),
        )


def open_current(index: Path) -> Generation:
    """Open the current generation of an index folder.

    Raises:
        IndexMissing: nothing has been published there.
        IndexRefused: it is damaged, untrusted, or of another format version.
    """
    while True:
        names = existing_generations(index)
        try:
            return open_generation(index, names[0])
        except IndexRefused:
            # A builder may have removed it just as it was opened.
            if published_names(index) == names:
                raise


def open_generation(index: Path, name: str) -> Generation:
    """Open one generation by name; see `open_current` for what it raises."""
    folder = index / GENERATIONS / name
    manifest = read_manifest(index, name)
    files = {
        file: _checked(folder / file, digest)
        for file, digest in manifest.files.items()
        if file != PAGE_HTML
    }
    passages = _read_passages(files[PASSAGES], folder, partial(address_in, manifest))
    encoder = manifest.encoder
    return Generation(
        manifest=manifest,
        passages=passages,
        vectors=_read_vectors(files[VECTORS], len(passages), encoder.dimension, folder),
        tokens=_read_tokens(files[TOKENS], passages, encoder.token_dimension, folder / TOKENS),
        states=_read_tokens(files[STATES], passages, encoder.state_dimension, folder / STATES),
        lexical=_read_lexical(files, len(passages), folder),
        pages=_read_pages(files[PAGES], len(passages), folder / PAGES),
        vocabulary=_read_vocabulary(files[VOCABULARY], folder / VOCABULARY),
        page_html_file=folder / PAGE_HTML,
        encoder=open_encoder(index / ENCODERS, manifest.encoder),
        reranker=open_reranker(index / RERANKERS, manifest.reranker),
        calibration=matching_calibration(index, manifest),
    )


def read_manifest(index: Path, name: str) -> Manifest:
    """Read what a generation says of itself; see `open_current` for what it raises."""
    path = index / GENERATIONS / name / MANIFEST
    data = _read(path)
    if generation_name(data) != name:
        raise IndexRefused(f"{path} is damaged: it is not {name}'s; {_REBUILD}")
    manifest = Manifest.from_bytes(data, str(path))
    if manifest.files.keys() != set(FILES):
        raise IndexRefused(f"{path} lists other files than ours; {_REBUILD}")
    return manifest


def read_passages(index: Path, manifest: Manifest) -> tuple[Passage, ...]:
    """Read a generation's passages alone; see `open_current` for what it raises."""
    folder = index / GENERATIONS / manifest.generation
    return _read_passages(_checked(folder / PASSAGES, manifest.files[PASSAGES]), folder)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise IndexRefused(f"{path}: {error.strerror}; {_REBUILD}") from error


def _checked(path: Path, digest: str) -> bytes:
    data = _read(path)
    if hashlib.sha256(data).hexdigest() != digest:
        raise IndexRefused(f"{path} is damaged: not the bytes that were published; {_REBUILD}")
    return data


def _read_passages(
    data: bytes, folder: Path, opens: Callable[[str, tuple[int, int], str], str] | None = None
) -> tuple[Passage, ...]:
    try:
        return passages_from_lines(data, opens)
    except ValueError as error:
        raise IndexRefused(f"{folder / PASSAGES} can't be read ({error}); {_REBUILD}") from error


def _read_vectors(data: bytes, count: int, dimension: int, folder: Path) -> Vectors:
    try:
        return Vectors(data, count, dimension)
    except ValueError as error:
        raise IndexRefused(f"{folder / VECTORS} is {error}; {_REBUILD}") from error


def _read_tokens(
    data: bytes, passages: Sequence[Passage], dimension: int, path: Path
) -> TokenVectors:
    try:
        return from_bytes(data, [passage.tokens for passage in passages], dimension)
    except ValueError as error:
        raise IndexRefused(f"{path} can't be read ({error}); {_REBUILD}") from error


def _read_pages(data: bytes, count: int, path: Path) -> SearchablePages:
    try:
        return SearchablePages(data, count)
    except ValueError as error:
        raise IndexRefused(f"{path} can't be read ({error}); {_REBUILD}") from error


def _read_vocabulary(data: bytes, path: Path) -> LearnedVocabulary:
    try:
        return LearnedVocabulary.from_bytes(data)
    except ValueError as error:
        raise IndexRefused(f"{path} can't be read ({error}); {_REBUILD}") from error


def _read_lexical(files: Mapping[str, bytes], count: int, folder: Path) -> LexicalIndex:
    try:
        lexical = LexicalIndex.read({name: files[f"lexical/{name}"] for name in LEXICAL_FILES})
    except ValueError as error:
        raise IndexRefused(f"{folder}/lexical can't be read ({error}); {_REBUILD}") from error
    if lexical.passages != count:
        raise IndexRefused(
            f"{folder}/lexical is of {lexical.passages} passages, not of {count}; {_REBUILD}"
        )
    return lexical
