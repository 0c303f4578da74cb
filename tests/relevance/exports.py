"""Does it matter that passages are embedded, and read, by the export and not by torch?

`python -m tests.relevance.exports QUESTIONS CONTENT …` embeds every passage both ways and ranks
every question over both. It also reads every second question with every fifth passage both ways.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np
import torch

from assistant.answering.retrieval import retrieve
from assistant.evaluation.question_file import read_questions
from index_builder.building.builder import BuildOptions, build
from index_builder.index.embedding import Embedding, pack, unpack
from index_builder.index.generation import Generation, open_current
from index_builder.index.vectors import Vectors, vectors_to_bytes
from index_builder.models.encoder import Encoder
from index_builder.models.model_folder import DEFAULT_ENCODER
from index_builder.models.torch_models import TorchEncoder

from .own_index import own_index

TOP = 10


def embedded_by(encoder: TorchEncoder, text: str) -> Embedding:
    """Return a passage's vectors and states as torch makes them: what an export must give."""
    vector, tokens = (held[0].numpy() for held in encoder.encoded(text, "document"))
    states = [held[0].numpy() for held in encoder.run(encoder.prompt("document") + text)[2:]]
    none = np.zeros((len(tokens), 0), dtype=np.int8)
    return Embedding(vector=vector, tokens=pack(tokens), states=states[0] if states else none)


def with_embeddings(generation: Generation, embeddings: Sequence[Embedding]) -> Generation:
    """Return the generation with these vectors and states of its passages in place of its own."""
    vectors = [held.vector for held in embeddings]
    return dataclasses.replace(
        generation,
        vectors=Vectors(vectors_to_bytes(vectors), len(vectors), len(vectors[0])),
        tokens=dataclasses.replace(
            generation.tokens, packed=np.concatenate([held.tokens for held in embeddings])
        ),
        states=dataclasses.replace(
            generation.states, packed=np.concatenate([held.states for held in embeddings])
        ),
    )


def ranking(generation: Generation, question: str) -> list[int]:
    """Return the rows of the best passages, the best first."""
    return [hit.row for hit in retrieve(generation, question, TOP, "late")]


def cosines(generation: Generation, embeddings: Sequence[Embedding]) -> tuple[float, float]:
    """Return the least cosine between a passage's two vectors, and between a token's two."""
    ours = [generation.embedding(row) for row in range(len(embeddings))]
    pairs = list(zip(ours, embeddings, strict=True))
    return (
        min(float(mine.vector @ theirs.vector) for mine, theirs in pairs),
        min(
            float((unpack(mine.tokens) * unpack(theirs.tokens)).sum(axis=1).min())
            for mine, theirs in pairs
        ),
    )


def logits_apart(
    generation: Generation, encoder: TorchEncoder, questions: Sequence[str], *, every: int
) -> Iterator[tuple[float, float]]:
    """Yield how far apart both ways' logits of a pair are: for the passage, for its worst token.

    Each question is read with one passage in `every`, beginning with another one each time.
    """
    exported, reader = generation.encoder.reader, encoder.reader
    assert exported is not None
    assert reader is not None
    for at, question in enumerate(questions):
        asked = generation.encoder.embed_query(question).states
        for row in range(at % every, len(generation.passages), every):
            states = generation.embedding(row).states
            ours = exported.read(asked, states)
            with torch.inference_mode():
                logit, tokens = reader(
                    torch.from_numpy(asked.copy())[None], torch.from_numpy(states.copy())[None]
                )
            assert ours.tokens.shape == (len(states),)
            apart = np.abs(ours.tokens - tokens[0].numpy())
            yield abs(ours.logit - float(logit[0])), float(apart.max())


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def exports(sources: Sequence[Path]) -> None:
    """Compare both ways on SOURCES: questions and content in turn."""
    click.echo("passages  least cosine  least token  questions  same first  same first ten")
    for questions, content in zip(sources[::2], sources[1::2], strict=True):
        index = own_index(content)
        build(BuildOptions(content=content, index=index))
        ours = open_current(index)
        encoder = Encoder.find(DEFAULT_ENCODER, index / "encoders")._torch_encoder
        embeddings = [embedded_by(encoder, held.embedded) for held in ours.passages]
        theirs = with_embeddings(ours, embeddings)
        texts = [held.text for held in read_questions(questions)]
        apart = np.array(list(logits_apart(ours, encoder, texts[::2], every=5)))
        pairs = [(ranking(ours, text), ranking(theirs, text)) for text in texts]
        passage, token = cosines(ours, embeddings)
        click.echo(
            f"{len(embeddings):>8}  {passage:12.8f}  {token:11.6f}  {len(texts):>9}  "
            f"{sum(one[0] == other[0] for one, other in pairs):>10}  "
            f"{sum(one == other for one, other in pairs):>14}  {questions.name}"
        )
        for name, differences in zip(("passage", "worst token"), apart.T, strict=True):
            click.echo(
                f"  logits of {len(apart)} pairs, {name}: {differences.mean():.2f} apart on "
                f"average, {differences.max():.2f} at most"
            )


if __name__ == "__main__":
    exports()
