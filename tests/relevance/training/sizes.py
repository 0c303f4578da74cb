"""Would a larger reader be better, or one that learns from more? Short trainings, side by side.

`python -m tests.relevance.training.sizes DATA [KIND …]` trains readers of each kind from the same
seed on the written and the mined questions, then has each read, for every judged question of the
handbooks held out, the passage that late interaction ranks first. How well the logit tells the
answerable questions from the near-domain ones is the AUROC that is printed. The trainings are too
short to be of use: only their differences count.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import click
import numpy as np
import torch
from torch import Tensor, nn

from assistant.answer import vocabulary
from assistant.answering.retrieval import retrieve
from assistant.asking.rewriting import reword
from assistant.asking.typed_text import clean
from index_builder.building.builder import BuildOptions, build
from index_builder.index.errors import PlaybookError
from index_builder.index.generation import open_current
from index_builder.index.passage import Passage
from index_builder.models.trained.network import Reader, pack_states

from ..handbooks.sources import handbooks, prepared, read_judged
from ..own_index import own_index
from .candidates import JudgedCorpus
from .course import read_state, run
from .data_folder import HELD_OUT, open_data
from .mined import mined_examples
from .pages import read_repositories
from .published import Published
from .reader_training import PASSAGE_TOKENS, QUESTION_TOKENS, SCALE, reader_course
from .rows import Examples
from .written_rows import WRITTEN, written_examples

Layers = Callable[[nn.ModuleList], nn.ModuleList]
RANK = 16
CONTENT = Path(__file__).parents[3] / "content"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of reader, and the share of the written questions that it learns from."""

    change: Layers
    share: float = 1.0


class LowRank(nn.Module):
    """A matrix that stays as it is, plus a product of two narrow ones that are learnt.

    Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", 2021.
    """

    def __init__(self, kept: nn.Linear, rank: int) -> None:
        """Start as the matrix that is kept."""
        super().__init__()
        self.kept = kept.requires_grad_(False)
        self.down = nn.Linear(kept.in_features, rank, bias=False)
        self.up = nn.Linear(rank, kept.out_features, bias=False)
        nn.init.zeros_(self.up.weight)

    def forward(self, x: Tensor) -> Tensor:
        """Return what both make of x, shape (…, in_features)."""
        given: Tensor = self.kept(x) + self.up(self.down(x))
        return given


def low_rank(layers: nn.ModuleList) -> nn.ModuleList:
    """Give every matrix of the layers a learnt one of RANK beside it; the rest stays as it is."""
    layers.requires_grad_(False)
    for module in list(layers.modules()):
        for name, held in list(module.named_children()):
            if isinstance(held, nn.Linear):
                setattr(module, name, LowRank(held, RANK))
    return layers


KINDS = {
    "1-layer": Kind(change=lambda layers: layers[:1]),
    "2-layers": Kind(change=lambda layers: layers[:2]),
    "3-layers": Kind(change=lambda layers: layers),
    "3-layers-low-rank": Kind(change=low_rank),
    "3-layers-quarter": Kind(change=lambda layers: layers, share=0.25),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A judged question as it is looked up, and the passage that is ranked first for it."""

    question: str
    passage: str
    answerable: bool


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("data", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("kinds", nargs=-1, type=click.Choice(list(KINDS)))
@click.option("--steps", type=click.IntRange(min=1), default=200, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--threads", type=click.IntRange(min=1), default=2, show_default=True)
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".playbook") / "training" / "sizes",
    show_default=True,
    help="Where unfinished trainings are kept for the next run.",
)
def sizes(
    data: Path, kinds: Sequence[str], steps: int, seed: int, threads: int, work: Path
) -> None:
    """Train short readers of KINDS (all without names) on DATA and print how well each tells."""
    try:
        _compare(data, kinds or tuple(KINDS), steps, seed, threads, work)
    except PlaybookError as error:
        raise click.ClickException(str(error)) from error


def _compare(
    data: Path, kinds: Sequence[str], steps: int, seed: int, threads: int, work: Path
) -> None:
    opened = open_data(data)
    repositories = read_repositories(opened.mined, opened.banned)
    examples = Examples(
        of_handbooks=(),
        written=tuple(written_examples(WRITTEN, repositories, seed)),
        mined=tuple(mined_examples(opened.mined, repositories, seed)),
        corpora=_pages_of_content(),
    )
    pairs = {name: _pairs(data, name) for name in HELD_OUT}
    published = Published(torch.device("cpu"))
    work.mkdir(parents=True, exist_ok=True)
    for name in kinds:
        kind = KINDS[name]
        random = Random(seed)
        written = tuple(held for held in examples.written if random.random() < kind.share)
        learnt = replace(examples, written=written)
        torch.set_num_threads(threads)
        course = reader_course(learnt, published, steps, seed, kind.change)
        state = work / f"{name}.state"
        run(course, state, lambda text: click.echo(f"sizes: {text}", err=True))
        course.module.load_state_dict(read_state(state, steps)["weights"])
        reader, scale = course.module.eval(), course.extra[SCALE]
        assert isinstance(reader, Reader)
        told = [auroc(*_logits(reader, published, scale, held)) for held in pairs.values()]
        numbers = " ".join(f"{one:.3f}" for one in told)
        click.echo(f"{name:20} {sum(told) / len(told):.3f}   {numbers}")


def _pages_of_content() -> tuple[JudgedCorpus, ...]:
    """Return the pages of content/, by whose passages the states are scaled."""
    index = own_index(CONTENT)
    build(BuildOptions(content=CONTENT, index=index))
    pages: dict[str, list[Passage]] = {}
    for passage in open_current(index).passages:
        pages.setdefault(passage.path, []).append(passage)
    return tuple(
        JudgedCorpus(name=path, passages=tuple(held), questions=()) for path, held in pages.items()
    )


def _pairs(data: Path, name: str) -> list[Pair]:
    """Return each judged question of a handbook with the passage ranked first."""
    (source,) = handbooks(data, [name])
    pages = prepared(source)
    index = own_index(pages)
    build(BuildOptions(content=pages, index=index))
    generation = open_current(index)
    pairs = []
    for row in read_judged(source.questions, pages):
        searched = reword(clean(row.text), vocabulary(generation)).text
        (first, *_) = retrieve(generation, searched, 1, "late")
        pairs.append(
            Pair(question=searched, passage=first.passage.embedded, answerable=row.answerable)
        )
    return pairs


def _logits(
    reader: Reader, published: Published, scale: Tensor, pairs: Sequence[Pair]
) -> tuple[list[float], list[float]]:
    """Return the logits of the answerable questions, and of the others."""
    told: dict[bool, list[float]] = {True: [], False: []}
    for pair in pairs:
        sides = (
            pack_states(published.states(text, most), scale).float() * scale
            for text, most in ((pair.question, QUESTION_TOKENS), (pair.passage, PASSAGE_TOKENS))
        )
        with torch.inference_mode():
            logit, _ = reader(*(side[None] for side in sides))
        told[pair.answerable].append(float(logit[0]))
    return told[True], told[False]


def auroc(yes: Sequence[float], no: Sequence[float]) -> float:
    """Return how often one of `yes` is above one of `no`; where they are equal, it is half."""
    ahead = np.subtract.outer(yes, no)
    return float(((ahead > 0) + 0.5 * (ahead == 0)).mean())


if __name__ == "__main__":
    sizes()
