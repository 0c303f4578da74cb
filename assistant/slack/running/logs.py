"""The bot's log on standard error: one entry for each event, without secrets."""

import logging
import sys

from assistant.slack.setup.secrets import Scrubber, ScrubbingFormatter

# Libraries that log everything they do at level INFO.
_TALKATIVE = ("slack_bolt", "slack_sdk", "uvicorn", "asyncio", "faiss.loader")


def log_to_stderr(scrub: Scrubber) -> None:
    """Send all logs to standard error, scrubbed."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(ScrubbingFormatter(scrub))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
