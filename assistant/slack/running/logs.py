"""The bot's log: one line an event on standard error, no secret in any."""

import logging
import sys

from assistant.slack.setup.secrets import Scrubber, ScrubbingFormatter

# Libraries that tell of everything they do at level INFO.
_TALKATIVE = ("slack_bolt", "slack_sdk", "uvicorn", "asyncio", "faiss.loader")


def log_to_stderr(scrub: Scrubber, *, level: int = logging.INFO) -> None:
    """Send all logs to standard error, scrubbed."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(ScrubbingFormatter(scrub))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
