"""The projection's training: the published token vectors in a third of their numbers.

Late interaction of the smaller vectors is to rank a handbook's candidates at least as well as that
of the large ones. A passage that answers competes with passages that the encoder found for the
question but that do not answer (late interaction: Khattab and Zaharia, "ColBERT", SIGIR 2020).
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (PyTorch's own name for it)

from index_builder.models.trained.network import WIDTH

from .course import Course, Group
from .order import Asked, projection_order
from .published import Kept, Published, padded
from .rows import Examples

TOKEN_WIDTH = 128  # numbers of a token's vector
# One turn of 1,221 questions. A second turn, with a projection for each side, ranked the held-out
# handbooks worse: success@1 .748 instead of .756.
STEPS = 76
RATE = 1e-3
WARMING, FALLING = 0.01, 1.0
QUESTION_TOKENS, PASSAGE_TOKENS = 62, 254  # besides [CLS] and [SEP]
SHARPNESS = 30.0  # what a mean cosine is multiplied by in the softmax
SAMPLED = 25  # the projection starts from the tokens of one passage in so many


def projection_course(
    examples: Examples, published: Published, steps: int, seed: int
) -> Course[Sequence[Asked]]:
    """Return the projection's training, ready to be run."""
    torch.manual_seed(seed)
    projection = nn.Linear(WIDTH, TOKEN_WIDTH, bias=False).to(published.device)
    vectors = Kept(published.vectors, Tensor.half)
    texts = [held.embedded for corpus in examples.corpora for held in corpus.passages[::SAMPLED]]
    sample = [vectors.of(text, PASSAGE_TOKENS) for text in texts]
    with torch.no_grad():
        projection.weight.copy_(principal_components(torch.cat(sample).float()))
    return Course(
        name="projection",
        module=projection,
        groups=[Group(weights=list(projection.parameters()), rate=RATE)],
        order=projection_order(examples.of_handbooks, steps, seed),
        loss=lambda batch: _loss(projection, vectors, batch),
        steps=steps,
        warming=WARMING,
        falling=FALLING,
        made_of={"seed": seed, "steps": steps, "examples": examples.digest},
        extra={},
    )


def principal_components(vectors: Tensor) -> Tensor:
    """Return the directions that vectors (n, WIDTH) differ in most: (TOKEN_WIDTH, WIDTH)."""
    by_size: Tensor = torch.linalg.eigh((vectors.T @ vectors).double()).eigenvectors.T
    return by_size.flip(0)[:TOKEN_WIDTH].float()  # the largest stand last


def _loss(projection: nn.Linear, vectors: Kept, batch: Sequence[Asked]) -> Tensor:
    """Return the mean loss of the batch's questions: each ranks its own candidates."""
    losses = []
    for held in batch:
        texts = [held.answers[0].text, *held.others]
        asked = vectors.of(held.question, QUESTION_TOKENS)[1:-1]  # [CLS], [SEP] are no words of it
        passages, mask = padded([vectors.of(text, PASSAGE_TOKENS) for text in texts])
        scores = max_sim(_projected(projection, asked), _projected(projection, passages), mask)
        losses.append(F.cross_entropy(scores[None] * SHARPNESS, scores.new_zeros(1).long()))
    return torch.stack(losses).mean()


def _projected(projection: nn.Linear, vectors: Tensor) -> Tensor:
    return F.normalize(projection(vectors.float()), dim=-1)


def max_sim(question: Tensor, passages: Tensor, mask: Tensor) -> Tensor:
    """Return late interaction's mean best cosine of a question (q, d) with passages: (n,).

    Passages are (n, p, d); `mask`, (n, p), is False for padding.
    """
    cosines = torch.einsum("qd,npd->nqp", question, passages)
    return cosines.masked_fill(~mask[:, None, :], -1.0).amax(-1).mean(-1)
