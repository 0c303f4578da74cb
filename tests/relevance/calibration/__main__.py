"""`python -m tests.relevance.calibration`."""

from .command import calibration

calibration(prog_name="python -m tests.relevance.calibration")
