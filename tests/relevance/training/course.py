"""A training from step to step: the optimizer, the rate of learning, what is kept on disk.

The state is written by rename after every SAVED_EVERY steps: the weights, the optimizer's state,
torch's random numbers and the number of the next step. So however a training is stopped, it loses
those steps at most, and if it goes on it gives the weights of a training that never stopped: bit
for bit on a processor with the same number of threads; a GPU adds up in another order each time.
"""

import io
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from pickle import PickleError
from typing import Any, Generic, TypeVar

import torch
from torch import Tensor, nn

from index_builder.storage.durable import replace_bytes

from .data_folder import TrainingError

SAVED_EVERY = 50  # steps; a state is 65 MB
SAID_EVERY = 20  # steps
MEAN_OF = 60  # steps whose mean loss is said
BETAS = (0.9, 0.98)
DECAY = 0.01  # of matrices; vectors and new parts have none
LONGEST_GRADIENT = 1.0
LEAST_RATE = 0.02  # of the full one, at the end

Batch = TypeVar("Batch")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Weights that learn at the same rate."""

    weights: Sequence[nn.Parameter]
    rate: float
    decay: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Course(Generic[Batch]):
    """What is trained, on what, and how."""

    name: str
    module: nn.Module
    groups: Sequence[Group]
    order: Iterator[Batch]
    loss: Callable[[Batch], Tensor]
    steps: int
    warming: float  # the share of the steps in which the rate rises to the full one
    falling: float  # the share in which it falls
    made_of: Mapping[str, object]  # what a state must have been made of to go on from
    extra: Mapping[str, Tensor]  # what is kept beside the weights


def run(course: Course[Batch], file: Path, say: Say) -> None:
    """Train to the last step, from where the state in `file` stands if there is one.

    Raises:
        TrainingError: the state is of another training, or the loss is no number any more.
    """
    optimizer = torch.optim.AdamW(
        [
            {"params": list(held.weights), "lr": held.rate, "weight_decay": held.decay}
            for held in course.groups
        ],
        betas=BETAS,
    )
    start = _take_up(course, optimizer, file)
    if start:
        going = "done already" if start == course.steps else "going on"
        say(f"{course.name}: {going}: {file} stands at step {start} of {course.steps}")
    losses: list[float] = []
    began = time.monotonic()
    course.module.train()
    for step, batch in enumerate(islice(course.order, start, course.steps), start=start):
        losses.append(_learn(course, optimizer, batch, step))
        done = step + 1
        if done % SAVED_EVERY == 0 or done == course.steps:
            _keep(course, optimizer, done, file)
        if done % SAID_EVERY == 0 or done == course.steps:
            mean = sum(losses[-MEAN_OF:]) / len(losses[-MEAN_OF:])
            left = (time.monotonic() - began) / (done - start) * (course.steps - done)
            say(
                f"{course.name}: step {done} of {course.steps}, loss {mean:.3f}, {_span(left)} left"
            )


def rate_factor(course: Course[Batch], step: int) -> float:
    """Return what share of the full rate a step has: it rises, stays, and falls (WSD).

    Hu et al., "MiniCPM", 2024, section 4.
    """
    rising = (step + 1) / (course.warming * course.steps)
    falling = (course.steps - step) / (course.falling * course.steps)
    return min(1.0, rising) * min(1.0, max(LEAST_RATE, falling))


def read_state(file: Path, steps: int | None = None) -> dict[str, Any]:
    """Return a training's state; with `steps` only where it has done as many.

    Raises:
        TrainingError: there is none, it can't be read, or it has done fewer.
    """
    if not file.is_file():
        raise TrainingError(f"{file} is missing: nothing has been trained; train {file.stem} first")
    try:
        state: dict[str, Any] = torch.load(file, map_location="cpu", weights_only=True)
        done = int(state["step"])
    except (OSError, RuntimeError, KeyError, ValueError, EOFError, PickleError) as error:
        raise TrainingError(f"{file} can't be read ({error}); delete it and train again") from error
    if steps is not None and done != steps:
        raise TrainingError(
            f"{file} stands at step {done}, wanted was step {steps}; train {file.stem} to its end"
        )
    return state


def _learn(
    course: Course[Batch], optimizer: torch.optim.Optimizer, batch: Batch, step: int
) -> float:
    for group, held in zip(optimizer.param_groups, course.groups, strict=True):
        group["lr"] = held.rate * rate_factor(course, step)
    loss = course.loss(batch)
    value = float(loss.detach())
    if not math.isfinite(value):
        raise TrainingError(
            f"{course.name}: the loss of step {step + 1} is {value}; "
            "start again with another --seed in another --work folder"
        )
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(
        [weight for held in course.groups for weight in held.weights], LONGEST_GRADIENT
    )
    optimizer.step()
    return value


def _take_up(course: Course[Batch], optimizer: torch.optim.Optimizer, file: Path) -> int:
    """Load the kept state; return how many steps it has done, 0 if there is none."""
    if not file.is_file():
        return 0
    state = read_state(file)
    wanted = dict(course.made_of)
    if differing := [name for name in wanted if state["made_of"].get(name) != wanted[name]]:
        raise TrainingError(
            f"{file} is of a training with other {', '.join(differing)}; "
            "name another --work folder, or delete the file to start again"
        )
    course.module.load_state_dict(state["weights"])
    optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["random"])
    if torch.cuda.is_available() and state["random_cuda"]:
        torch.cuda.set_rng_state_all(state["random_cuda"])
    return int(state["step"])


def _keep(course: Course[Batch], optimizer: torch.optim.Optimizer, done: int, file: Path) -> None:
    state = {
        "step": done,
        "made_of": dict(course.made_of),
        "weights": course.module.state_dict(),
        "extra": dict(course.extra),
        "optimizer": optimizer.state_dict(),
        "random": torch.get_rng_state(),
        "random_cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
    }
    buffer = io.BytesIO()
    torch.save(state, buffer)
    replace_bytes(file, buffer.getvalue())


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
