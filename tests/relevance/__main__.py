"""`python -m tests.relevance`."""

from .command import relevance

relevance(prog_name="python -m tests.relevance")
