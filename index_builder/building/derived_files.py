"""What every question needs and only the passages' text decides: made once, here.

That is each page's words, from which links are made; the vocabulary by which questions are
corrected; the tokens of each passage's sentences; and which passages say the same.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index_builder.index.generation import PAGES, VOCABULARY
from index_builder.index.lexical import terms
from index_builder.index.page_words import page_lines, pages_file
from index_builder.index.passage import Passage
from index_builder.learning.acronyms import Explanation
from index_builder.learning.vocabulary_learner import learn

Offsets = Sequence[tuple[int, int]]
"""First character of each token in a text, and one past its last."""


def derived_files(
    passages: Sequence[Passage],
    glossary: Sequence[tuple[str, ...]],
    lines: Iterable[bytes] | None = None,
    explained: Iterable[Explanation] | None = None,
) -> dict[str, bytes]:
    """Return the contents of PAGES and VOCABULARY for a generation's passages.

    `lines` are what `page_lines` gives for the passages, and `explained` what `explanations` gives
    for their embedded texts, if the caller has kept them.
    """
    texts = [passage.embedded for passage in passages]
    return {
        PAGES: pages_file(passages, page_lines(passages) if lines is None else lines),
        VOCABULARY: learn(texts, glossary, explained).to_bytes(),
    }


def completed(passage: Passage, prompt: str, offsets: Offsets) -> Passage:
    """Return a passage with its wording, and with the tokens of each sentence.

    `offsets` are those of the encoder's tokens in its document prompt plus the embedded text.
    """
    return replace(
        passage,
        wording=wording(passage.text),
        sentences=tuple(
            replace(sentence, tokens=tokens)
            for sentence, tokens in zip(
                passage.sentences, sentence_tokens(passage, prompt, offsets), strict=True
            )
        ),
    )


def wording(text: str) -> str:
    """Return 16 hex digits that texts share if they have the same terms in the same order."""
    return hashlib.sha256(" ".join(terms(text)).encode()).hexdigest()[:16]


def sentence_tokens(passage: Passage, prompt: str, offsets: Offsets) -> list[tuple[int, int]]:
    """Return each sentence's first token and one past its last; (0, 0) if it has none."""
    whole = prompt + passage.embedded
    at = len(whole) - len(passage.text)
    found = []
    for sentence in passage.sentences:
        at = max(whole.find(sentence.text, at), at)
        end = at + len(sentence.text)
        inside = [number for number, (a, b) in enumerate(offsets) if a >= at and b <= end and b > a]
        found.append((inside[0], inside[-1] + 1) if inside else (0, 0))
        at = end
    return found
