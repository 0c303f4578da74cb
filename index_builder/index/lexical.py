"""Sparse retrieval: the terms of a text, and BM25 over them by bm25s.

Passages and questions are made into terms by the same function. bm25s
computes every score when the index is built; a question only adds up the columns of its terms, so
the read side does that itself and saves the import (a fifth of a second, with scipy).
"""

import json
import re
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from Stemmer import Stemmer

# Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, recommend k1 1.2 to 2 and
# b .5 to .8; these are the library's own defaults within that range, not fitted here.
K1, B = 1.5, 0.75

_SCORES, _ROWS, _STARTS, _VOCABULARY, _SETTINGS = LEXICAL_FILES = (
    "data.csc.index.npy",
    "indices.csc.index.npy",
    "indptr.csc.index.npy",
    "vocab.index.json",
    "params.index.json",
)

Number = TypeVar("Number", np.float32, np.int32, np.int64)

_WORD = re.compile(r"[^\W_]+")


class _Stemmers(threading.local):
    """A stemmer for each thread: the library's may be called by one thread at a time."""

    @cached_property
    def english(self) -> "Stemmer":
        from Stemmer import Stemmer

        return Stemmer("english")


_stemmers = _Stemmers()


def terms(text: str) -> list[str]:
    """Return the stemmed words of a text (Snowball's English stemmer), in order."""
    return [term for _, _, term in placed_terms(text)]


def placed_terms(text: str) -> list[tuple[int, int, str]]:
    """Return the terms of a text, each with the span of its word in characters."""
    words = [word for word in _WORD.finditer(text) if not _is_possessive(text, word)]
    stems = _stemmers.english.stemWords([word[0].casefold() for word in words])
    return [(*word.span(), stem) for word, stem in zip(words, stems, strict=True)]


def _is_possessive(text: str, word: re.Match[str]) -> bool:
    """Return whether a word is the "s" of "state's" (straight or curly), which means nothing."""
    return word[0] in ("s", "S") and text[max(0, word.start() - 1) : word.start()] in ("'", "’")


def lexical_files(texts: Sequence[str]) -> dict[str, bytes]:
    """Index the texts; return the contents of LEXICAL_FILES, by name.

    The vocabulary is sorted: a set's order differs between processes. bm25s could write the
    files itself, but through NumPy, which does not report a disk that fails or is full.
    """
    from bm25s import BM25
    from bm25s.tokenization import Tokenized

    terms_of_texts = [terms(text) for text in texts]
    vocabulary = {
        word: at
        for at, word in enumerate(
            sorted({word for text_terms in terms_of_texts for word in text_terms})
        )
    }
    ids = [[vocabulary[word] for word in text_terms] for text_terms in terms_of_texts]
    index = BM25(k1=K1, b=B, method="lucene", backend="numpy")
    index.index(Tokenized(ids=ids, vocab=vocabulary), show_progress=False)
    return {
        _SCORES: _npy(index.scores["data"]),
        _ROWS: _npy(index.scores["indices"]),
        _STARTS: _npy(index.scores["indptr"]),
        _VOCABULARY: json.dumps(vocabulary, ensure_ascii=False).encode(),
        _SETTINGS: json.dumps({"num_docs": len(texts), "k1": K1, "b": B}).encode(),
    }


def _npy(array: NDArray[Any]) -> bytes:
    stream = BytesIO()
    np.lib.format.write_array(stream, array, allow_pickle=False)
    return stream.getvalue()


class LexicalIndex:
    """A BM25 index: a sparse matrix of scores, one column for each term; row i is passage i."""

    def __init__(
        self,
        *,
        vocabulary: Mapping[str, int],  # term -> column
        scores: NDArray[np.float32],  # column after column
        rows: NDArray[np.int32],  # of each score
        starts: NDArray[np.int64],  # of each column in `scores`, and one past the last
        passages: int,
    ) -> None:
        self._vocabulary = vocabulary
        self._scores, self._rows, self._starts = scores, rows, starts
        self.passages = passages

    @classmethod
    def read(cls, files: Mapping[str, bytes]) -> "LexicalIndex":
        """Read the contents of LEXICAL_FILES, by name; arrays only, nothing is unpickled.

        Raises:
            ValueError: they don't hold what `lexical_files` gives.
        """
        try:
            return cls(
                vocabulary=json.loads(files[_VOCABULARY]),
                scores=_array(files[_SCORES], np.float32),
                rows=_array(files[_ROWS], np.int32),
                starts=_array(files[_STARTS], np.int64),
                passages=int(json.loads(files[_SETTINGS])["num_docs"]),
            )
        except (KeyError, TypeError, EOFError, RecursionError) as error:
            raise ValueError(str(error)) from error

    def __contains__(self, term: object) -> bool:
        """Return whether any passage has a term."""
        return term in self._vocabulary

    def document_frequency(self, term: str) -> int:
        """Return how many passages have a term."""
        column = self._column(term)
        return int(column.stop - column.start)

    def scores(self, question: str) -> NDArray[np.float32]:
        """Return each passage's BM25 score, shape (n,), at least 0; only for comparing passages."""
        scores = np.zeros(self.passages, dtype=np.float32)
        for term in terms(question):
            column = self._column(term)
            scores[self._rows[column]] += self._scores[column]
        return scores

    def _column(self, term: str) -> slice:
        at = self._vocabulary.get(term)
        if at is None:
            return slice(0, 0)
        return slice(int(self._starts[at]), int(self._starts[at + 1]))


def _array(data: bytes, kind: type[Number]) -> NDArray[Number]:
    array = np.load(BytesIO(data), allow_pickle=False)
    if not isinstance(array, np.ndarray) or array.ndim != 1:
        raise ValueError("an array of one dimension was wanted")
    return array.astype(kind, casting="equiv", copy=False)
