"""Sparse retrieval: the terms of a text, and BM25 over them by bm25s.

Contract of both sides: passages and questions are made into terms by the same function.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from bm25s import BM25
    from Stemmer import Stemmer

# Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, recommend k1 1.2 to 2 and
# b .5 to .8; these are the library's own defaults within that range, not fitted here.
K1, B = 1.5, 0.75

FILES = (
    "data.csc.index.npy",
    "indices.csc.index.npy",
    "indptr.csc.index.npy",
    "vocab.index.json",
    "params.index.json",
)

_WORD = re.compile(r"[^\W_]+")


@cache
def _stemmer() -> "Stemmer":
    from Stemmer import Stemmer

    return Stemmer("english")


def terms(text: str) -> list[str]:
    """Return the stemmed words of a text (Snowball's English stemmer), in order."""
    # A right single quote is an apostrophe in most playbooks: "state's" and "state’s" are one word.
    words = _WORD.findall(text.casefold().replace("’", "'").replace("'s ", " "))
    return list(_stemmer().stemWords(words))


class Lexical:
    """A BM25 index; row i is passage i."""

    def __init__(self, index: "BM25") -> None:
        self._index = index

    @classmethod
    def build(cls, texts: Sequence[str]) -> "Lexical":
        """Index the texts. The vocabulary is sorted: a set's order differs between processes."""
        from bm25s import BM25
        from bm25s.tokenization import Tokenized

        words = [terms(text) for text in texts]
        vocabulary = {
            word: at for at, word in enumerate(sorted({w for held in words for w in held}))
        }
        ids = [[vocabulary[word] for word in held] for held in words]
        index = BM25(k1=K1, b=B, method="lucene", backend="numpy")
        index.index(Tokenized(ids=ids, vocab=vocabulary), show_progress=False)
        return cls(index)

    def save(self, folder: Path) -> None:
        """Write FILES into `folder`."""
        self._index.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> "Lexical":
        """Read FILES from `folder`; arrays only, nothing is unpickled."""
        from bm25s import BM25

        return cls(BM25.load(folder, load_corpus=False, allow_pickle=False))

    def document_frequency(self, term: str) -> int:
        """Return in how many passages a term stands."""
        at = self._index.vocab_dict.get(term)
        starts = self._index.scores["indptr"]
        return 0 if at is None else int(starts[at + 1] - starts[at])

    def scores(self, question: str) -> NDArray[np.float32]:
        """Return each passage's BM25 score, shape (n,), at least 0; comparable within it only."""
        known = [word for word in terms(question) if word in self._index.vocab_dict]
        if not known:
            return np.zeros(self._index.scores["num_docs"], dtype=np.float32)
        scores: NDArray[np.float32] = self._index.get_scores(known)
        return scores
