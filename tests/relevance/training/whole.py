"""The whole training, part by part; what several parts share is made once, when first needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import torch

from . import packing, projection_training, reader_training
from .candidates import Say, judged_corpora
from .course import Course, read_state, run
from .data_folder import DataFolder
from .order import Asked
from .part import Part
from .published import Published
from .rows import Examples, read_examples

STEPS = {"projection": projection_training.STEPS, "reader": reader_training.STEPS}


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A training of both parts, and where what it needs and makes is kept."""

    data: DataFolder
    work: Path
    steps: Mapping[str, int]
    seed: int
    threads: int
    say: Say

    def do(self, part: Part) -> None:
        """Do one part; candidates that are missing are made for whatever needs them.

        Raises:
            PlaybookError: something of DATA, of what was kept, or of this machine can't be used.
        """
        if part == "candidates":
            list(judged_corpora(self.data, self.work, self.say))
        elif part == "pack":
            self._pack()
        else:
            run(self._course(part), self._state(part), self.say)

    @cached_property
    def _examples(self) -> Examples:
        return read_examples(self.data, self.work, self.seed, self.say)

    @cached_property
    def _published(self) -> Published:
        device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        return Published(device)

    def _course(self, part: str) -> Course[Sequence[Asked]]:
        makes = {
            "projection": projection_training.projection_course,
            "reader": reader_training.reader_course,
        }
        examples, published = self._examples, self._published
        # Not earlier: exporting or loading an encoder leaves torch with one thread.
        torch.set_num_threads(self.threads)
        return makes[part](examples, published, self.steps[part], self.seed)

    def _state(self, part: str) -> Path:
        return self.work / f"{part}.state"

    def _pack(self) -> None:
        states = {part: read_state(self._state(part), self.steps[part]) for part in packing.PARTS}
        digest = packing.pack_trained(states, self._published.weights)
        self.say(f"pack: the weights lie in index_builder/models/trained, sha256 {digest}")
