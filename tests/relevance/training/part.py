"""The parts of a training, in the order in which they are done."""

from typing import Literal, get_args

Part = Literal["candidates", "projection", "reader", "pack"]
PARTS: tuple[Part, ...] = get_args(Part)
