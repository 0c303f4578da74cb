"""A training that is interrupted gives the weights of one that is not."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from . import course
from .course import Course, rate_factor, read_state, run
from .data_folder import TrainingError
from .order import Asked
from .projection_training import projection_course
from .published import Kept, Published
from .reader_training import reader_course
from .rows import Examples

Make = Callable[[Examples, Published, int, int], Course[Sequence[Asked]]]
STEPS = 3


class Interrupted(Exception):
    """Raised in the middle of a step, as a kill comes."""


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize("make", [reader_course, projection_course])
def test_an_interrupted_training_gives_the_same_weights(
    make: Make,
    examples: Examples,
    published: Published,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Bit for bit, wherever it was stopped: here in a step after the last one that was saved."""
    monkeypatch.setattr(course, "SAVED_EVERY", 1)
    whole = make(examples, published, STEPS, 5)
    before = {name: held.clone() for name, held in whole.module.state_dict().items()}
    run(whole, tmp_path / "whole", print)

    monkeypatch.setattr(course, "SAVED_EVERY", 2)
    parted = make(examples, published, STEPS, 5)
    batches = iter(range(STEPS))

    def loss(batch: Sequence[Asked]) -> torch.Tensor:
        if next(batches) == 2:
            raise Interrupted
        return parted.loss(batch)

    with pytest.raises(Interrupted):
        run(replace(parted, loss=loss), tmp_path / "parted", print)
    assert read_state(tmp_path / "parted")["step"] == 2
    torch.rand(3)  # whatever came between
    said: list[str] = []
    run(make(examples, published, STEPS, 5), tmp_path / "parted", said.append)
    assert "going on" in said[0]
    ours, theirs = (read_state(tmp_path / name, STEPS) for name in ("whole", "parted"))
    assert ours["weights"].keys() == before.keys()
    for name, held in ours["weights"].items():
        assert torch.equal(held, theirs["weights"][name]), name
        assert torch.equal(held, before[name]) == (name == "center"), name  # no weight
    assert torch.equal(ours["random"], theirs["random"])


def of_one_weight(steps: int, **made_of: object) -> Course[float]:
    """Return a training that moves one number to 3."""
    module = torch.nn.Linear(1, 1, bias=False)
    return Course(
        name="number",
        module=module,
        groups=[course.Group(weights=list(module.parameters()), rate=0.1)],
        order=iter([3.0] * steps),
        loss=lambda wanted: (module.weight - wanted).square().sum(),
        steps=steps,
        warming=0.1,
        falling=0.5,
        made_of=made_of,
        extra={},
    )


def test_a_state_of_another_training_is_refused(tmp_path: Path) -> None:
    """A seed, a number of steps or examples that differ would mix two trainings."""
    file = tmp_path / "number.state"
    run(of_one_weight(4, seed=1, examples="a"), file, print)
    with pytest.raises(TrainingError, match=r"number.state is of a training with other seed; name"):
        run(of_one_weight(4, seed=2, examples="a"), file, print)


def test_a_finished_training_is_left_as_it_is(tmp_path: Path) -> None:
    """Giving the same command again changes nothing."""
    file = tmp_path / "number.state"
    run(of_one_weight(40, seed=1), file, print)
    assert read_state(file)["weights"]["weight"].item() > 1
    before, said = file.read_bytes(), list[str]()
    run(of_one_weight(40, seed=1), file, said.append)
    assert said == [f"number: done already: {file} stands at step 40 of 40"]
    assert file.read_bytes() == before


def test_an_unfinished_or_damaged_state_is_not_packed(tmp_path: Path) -> None:
    """The message says what was found, what was wanted and the next step."""
    file = tmp_path / "number.state"
    with pytest.raises(TrainingError, match="train number first"):
        read_state(file, 4)
    run(of_one_weight(4), file, print)
    with pytest.raises(TrainingError, match="stands at step 4, wanted was step 8; train number"):
        read_state(file, 8)
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(TrainingError, match=r"can't be read .* delete it and train again"):
        read_state(file, 4)


def test_a_loss_that_is_no_number_stops_the_training(tmp_path: Path) -> None:
    """It stops before the kept state is spoilt."""
    broken = replace(of_one_weight(4), loss=lambda _: torch.tensor(float("nan")))
    with pytest.raises(TrainingError, match="the loss of step 1 is nan; start again with another"):
        run(broken, tmp_path / "number.state", print)
    assert not (tmp_path / "number.state").exists()


def test_the_rate_rises_stays_and_falls() -> None:
    """The rate is full between the two slopes, and never zero."""
    held = of_one_weight(100)
    factors = [rate_factor(held, step) for step in range(100)]
    assert factors[:10] == pytest.approx([(step + 1) / 10 for step in range(10)])
    assert set(factors[10:50]) == {1.0}
    assert factors[50:] == sorted(factors[50:], reverse=True)
    assert factors[-1] == pytest.approx(0.02)


def test_what_is_kept_gives_way_for_room_and_is_made_again(published: Published) -> None:
    """It comes out the same again; a text that is cut off earlier is kept apart."""
    made: list[int] = []

    def pack(states: torch.Tensor) -> torch.Tensor:
        made.append(len(states))
        return states

    kept = Kept(published.states, pack, most_bytes=1)
    first = kept.of("The barn opens at six.", 20)
    assert torch.equal(first, kept.of("The barn opens at six.", 20))
    assert len(kept.of("The barn opens at six.", 2)) == 4
    assert torch.equal(first, kept.of("The barn opens at six.", 20))
    assert made == [len(first), 4, len(first)]
