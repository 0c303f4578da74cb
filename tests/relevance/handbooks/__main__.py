"""`python -m tests.relevance.handbooks`."""

from .command import handbooks

handbooks(prog_name="python -m tests.relevance.handbooks")
