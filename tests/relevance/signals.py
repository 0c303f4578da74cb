"""Everything that was tried as a sign of a passage's worth for a question, of every passage."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.answer import vocabulary
from assistant.answering.confidence import token_weights
from assistant.answering.retrieval import CANDIDATES, fuse, match, mean_similarity, retrieve
from assistant.asking.rewriting import reword
from assistant.asking.typed_text import clean
from assistant.evaluation.judged_index import Collection
from index_builder.index.generation import Generation
from index_builder.index.lexical import terms
from index_builder.models.encoder import Encoder

Scores = NDArray[np.float64]

WINDOW = 32  # tokens: about two sentences
NEAR = 3  # terms: a pair of the question's words counts as held together up to this far apart


@dataclass(frozen=True, kw_only=True)
class Signals:
    """What is known of every passage for one question, each of shape (n,).

    Except for `late_as_asked`, the question is taken in the playbook's words.
    """

    dense: Scores  # cosine
    sparse: Scores  # BM25
    hybrid: Scores  # both, fused
    sentence: Scores  # cosine of the best sentence, embedded with its heading path
    heading: Scores  # cosine of the heading path alone
    coverage: Scores  # share of the question's terms held, by idf
    in_heading: Scores  # the same for the heading path: BM25's second field, in its simplest form
    proximity: Scores  # share of the question's neighbouring terms that stand together, by idf
    late: Scores
    late_by_idf: Scores
    late_in_window: Scores  # of the best run of WINDOW tokens
    late_as_asked: Scores
    as_ask: Scores  # the ranking of `ask`, the best highest; -inf for those that it does not reach


class Texts:
    """What the signals need to know of an index's passages; it is made once."""

    def __init__(self, held: Generation, encoder: Encoder) -> None:
        """Embed every sentence and heading path, which takes longer than building the index."""
        self.held = held
        self.terms = [terms(passage.embedded) for passage in held.passages]
        paths = [" › ".join((passage.page_title, *passage.headings)) for passage in held.passages]
        self.heading_terms = [terms(path) for path in paths]
        of_path = dict(zip(known := list(dict.fromkeys(paths)), encoder.embed(known), strict=True))
        self.headings = np.stack([of_path[path].vector for path in paths])
        sentences, self.rows = [], []
        for row, passage in enumerate(held.passages):
            context = passage.embedded[: len(passage.embedded) - len(passage.text)]
            for text in [found.text for found in passage.sentences] or [passage.text]:
                sentences.append(context + text)
                self.rows.append(row)
        self.sentences = np.stack([found.vector for found in encoder.embed(sentences)])

    def best_sentence(self, vector: NDArray[np.float32]) -> Scores:
        """Return the best sentence's cosine in each passage, shape (n,)."""
        scores = np.full(len(self.terms), -1.0)
        np.maximum.at(scores, self.rows, self.sentences @ vector)
        return scores


def signals(collection: Collection, question: str, texts: Texts) -> Signals:
    """Return everything that the systems look at."""
    held = collection.generation
    searched = in_its_words(held, question)
    asked = held.encoder.embed_query(searched)
    weights = np.array(token_weights(held.lexical, searched, asked.spans))
    weights = weights / weights.sum() if weights.any() else np.full(len(weights), 1 / len(weights))
    cosines = [asked.tokens @ held.tokens.row(row).T for row in range(len(held.passages))]
    best = np.stack([found.max(axis=1) for found in cosines])
    dense, sparse = held.similarities(asked.vector), held.lexical.scores(searched)
    idf = _idf(held, searched)
    return Signals(
        dense=dense.astype(float),
        sparse=sparse.astype(float),
        hybrid=fuse(dense, sparse).astype(float),
        sentence=texts.best_sentence(asked.vector),
        heading=(texts.headings @ asked.vector).astype(float),
        coverage=_coverage(texts.terms, idf),
        in_heading=_coverage(texts.heading_terms, idf),
        proximity=_proximity(texts.terms, terms(searched), idf),
        late=best.mean(axis=1),
        late_by_idf=best @ weights,
        late_in_window=np.array([_best_window(found) for found in cosines]),
        late_as_asked=_late(held, clean(question)),
        as_ask=_as_ask(held, searched),
    )


def _as_ask(held: Generation, searched: str) -> Scores:
    scores = np.full(len(held.passages), -np.inf)
    for hit in retrieve(held, searched, CANDIDATES):
        scores[hit.row] = -hit.rank
    return scores


def in_its_words(held: Generation, question: str) -> str:
    """Return a question in the playbook's words, as `ask` looks it up."""
    return reword(clean(question), vocabulary(held)).text


def _late(held: Generation, question: str) -> Scores:
    asked = held.encoder.embed_query(question)
    rows = range(len(held.passages))
    return np.array([mean_similarity(match(asked, held.tokens.row(row))) for row in rows])


def _idf(held: Generation, question: str) -> dict[str, float]:
    asked = sorted(set(terms(question)))
    frequencies = [max(1, held.lexical.document_frequency(term)) for term in asked]
    count = len(held.passages)
    return {
        term: math.log(1 + (count - at + 0.5) / (at + 0.5))
        for term, at in zip(asked, frequencies, strict=True)
    }


def _coverage(texts: Sequence[Sequence[str]], idf: dict[str, float]) -> Scores:
    total = sum(idf.values()) or 1.0
    held = [set(text) for text in texts]
    return np.array([sum(idf[term] for term in idf if term in text) / total for text in held])


def _proximity(
    texts: Sequence[Sequence[str]], asked: Sequence[str], idf: dict[str, float]
) -> Scores:
    pairs = list(pairwise(asked))
    total = sum(idf[one] + idf[other] for one, other in pairs) or 1.0
    scores = []
    for text in texts:
        places: dict[str, list[int]] = {}
        for at, term in enumerate(text):
            places.setdefault(term, []).append(at)
        near = [
            idf[one] + idf[other]
            for one, other in pairs
            if any(
                abs(at - there) <= NEAR
                for at in places.get(one, ())
                for there in places.get(other, ())
            )
        ]
        scores.append(sum(near) / total)
    return np.array(scores)


def _best_window(cosines: NDArray[np.float32]) -> float:
    """Return MaxSim over the best run of WINDOW tokens; `cosines` has shape (question, passage)."""
    last = max(1, cosines.shape[1] - WINDOW // 2)
    starts = range(0, last, WINDOW // 2)
    return max(float(cosines[:, at : at + WINDOW].max(axis=1).mean()) for at in starts)
