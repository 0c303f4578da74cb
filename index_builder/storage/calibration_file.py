"""Keeping a calibration: in one step, by the one writer."""

from collections.abc import Callable
from pathlib import Path

from index_builder.index.calibration import FILE, Calibration
from index_builder.storage.durable import replace_bytes
from index_builder.storage.writer_lock import writing


def keep_calibration(index: Path, calibration: Calibration, waiting: Callable[[], None]) -> Path:
    """Write the calibration of an index and return its place; `waiting` as `writing` has it.

    Raises:
        IndexUnwritable: the folder can't be written.
    """
    with writing(index, waiting):
        replace_bytes(index / FILE, calibration.to_bytes())
    return index / FILE
