"""Judged questions and their candidates -> examples, and all examples of a training together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index_builder.index.passage import Passage, Sentence

from .candidates import Judged, JudgedCorpus, Say, judged_corpora
from .data_folder import DataFolder, TrainingError
from .example import Answer, Example, Span, digest_of
from .mined import mined_examples
from .pages import read_repositories
from .written_rows import WRITTEN, written_examples

LEFT = 80  # characters that a passage without its answer must still have
# A sentence belongs to the answer if this many of its characters, or half, stand in the quote.
ENOUGH = 12

_PAIR = re.compile(r"\bpair of ([\w-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """What a training learns from."""

    of_handbooks: tuple[Example, ...]
    written: tuple[Example, ...]
    mined: tuple[Example, ...]
    corpora: tuple[JudgedCorpus, ...]

    @property
    def judged(self) -> tuple[Example, ...]:
        """Those of which a person said what answers them."""
        return self.of_handbooks + self.written

    @property
    def digest(self) -> str:
        """A sha256 of them, hex."""
        return digest_of((*self.judged, *self.mined))


def read_examples(
    data: DataFolder, work: Path, seed: int, say: Say, written: Path = WRITTEN
) -> Examples:
    """Read everything that is learnt from; candidates that are missing are made.

    Raises:
        TrainingError: something can't be used, or there is too little.
    """
    corpora = tuple(judged_corpora(data, work, say))
    repositories = read_repositories(data.mined, data.banned)
    of_handbooks = tuple(held for corpus in corpora for held in judged_examples(corpus))
    of_pages = tuple(written_examples(written, repositories, seed))
    mined = tuple(mined_examples(data.mined, repositories, seed))
    say(
        f"{len(corpora)} handbooks with {len(of_handbooks)} questions; over mined pages "
        f"{len(of_pages)} written and {len(mined)} mined ones"
    )
    if not (of_handbooks and mined):
        raise TrainingError(
            f"{len(of_handbooks)} judged and {len(mined)} mined questions in {data.folder} can be "
            "used, of each at least one was wanted; add some"
        )
    return Examples(of_handbooks=of_handbooks, written=of_pages, mined=mined, corpora=corpora)


def judged_examples(corpus: JudgedCorpus) -> Iterator[Example]:
    """Yield a handbook's questions; an answerable one that no passage answers is left out."""
    ids = {held.id for held in corpus.questions}
    for held in corpus.questions:
        if held.answerable and not held.gold:
            continue
        gold = [(corpus.passages[row], spans) for row, spans in held.gold.items()]
        # If other passages answer too, a passage without its answer may still lie beside one.
        alone = gold if len(gold) == 1 else []
        yield Example(
            id=held.id,
            source=corpus.name,
            question=held.question,
            searched=held.searched,
            answers=tuple(
                Answer(text=passage.embedded, spans=tuple(answer_spans(passage, spans)))
                for passage, spans in gold
            ),
            others=tuple(
                corpus.passages[row].embedded for row in held.found if row not in held.gold
            ),
            dropped=tuple(text for passage, spans in alone for text in _without(passage, spans)),
            pair=_pair(held, corpus.name, ids),
        )


def _pair(held: Judged, corpus: str, ids: set[str]) -> str | None:
    """Return the question that a note names, whether or not with its handbook's name before."""
    named = _PAIR.search(held.note)
    if not named:
        return None
    return next((full for full in (named[1], f"{corpus}-{named[1]}") if full in ids), None)


def answer_spans(passage: Passage, gold: Sequence[Span]) -> Iterator[Span]:
    """Yield where in a passage's embedded text the sentences of a gold quote stand."""
    at = len(passage.embedded) - len(passage.text)
    for sentence in passage.sentences:
        start = passage.embedded.find(sentence.text, at)
        if start < 0:
            continue
        at = start + len(sentence.text)
        first, last = sentence.span
        enough = min(ENOUGH, (last - first) / 2)
        if any(_overlap(sentence, span) >= enough for span in gold):
            yield start, at


def _overlap(sentence: Sentence, span: Span) -> int:
    """Return how many characters of the page a sentence shares with a span; 0 or less is none."""
    return min(span[1], sentence.span[1]) - max(span[0], sentence.span[0])


def _without(passage: Passage, gold: Sequence[Span]) -> Iterator[str]:
    """Yield a passage without every sentence of the answer, if enough of it is left."""
    kept = [
        held.text
        for held in passage.sentences
        if not any(_overlap(held, span) > 0 for span in gold)
    ]
    if len(kept) < len(passage.sentences) and sum(map(len, kept)) >= LEFT:
        title = passage.embedded[: len(passage.embedded) - len(passage.text)]
        yield title + "\n".join(kept)
