"""`python -m tests.relevance.training`."""

from .command import training

training(prog_name="python -m tests.relevance.training")
