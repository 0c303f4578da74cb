"""Does it matter that passages are embedded by the export and not by torch?

`python -m tests.relevance.exports QUESTIONS CONTENT …` embeds every passage both ways and ranks
every question over both.
"""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np

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
    """Return the generation with other vectors and states of its passages in place of its own."""
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
    """Return the least cosine of a passage's two vectors, and of a token's two."""
    ours = [generation.embedding(row) for row in range(len(embeddings))]
    pairs = list(zip(ours, embeddings, strict=True))
    return (
        min(float(mine.vector @ theirs.vector) for mine, theirs in pairs),
        min(
            float((unpack(mine.tokens) * unpack(theirs.tokens)).sum(axis=1).min())
            for mine, theirs in pairs
        ),
    )


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
        pairs = [(ranking(ours, text), ranking(theirs, text)) for text in texts]
        passage, token = cosines(ours, embeddings)
        click.echo(
            f"{len(embeddings):>8}  {passage:12.8f}  {token:11.6f}  {len(texts):>9}  "
            f"{sum(one[0] == other[0] for one, other in pairs):>10}  "
            f"{sum(one == other for one, other in pairs):>14}  {questions.name}"
        )


if __name__ == "__main__":
    exports()
