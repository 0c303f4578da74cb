"""No token in any line: whatever is logged, scrubbed of every kind that Slack gives out."""

import io
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.slack.setup.secrets import Scrubber, ScrubbingFormatter, Secrets

SECRETS = Secrets(signing_secret="5160" * 8, client_secret="c11e27" * 5)
TOKENS = [
    "xoxb-1-2-abcDEF", "xoxp-1-2-3-abc", "xapp-1-A0-2-abc", "xoxe-1-abc", "xoxe.xoxb-1-abc",
    "xoxr-1", SECRETS.signing_secret, SECRETS.client_secret,
]  # fmt: skip


@given(st.sampled_from(TOKENS), st.text(alphabet=" \n'\":=,{}[]()", max_size=5))
def test_every_kind_of_token(token, around):
    """A token is scrubbed wherever it stands."""
    assert token not in Scrubber(SECRETS)(f"a{around}{around} {token} {around}b")


@pytest.mark.parametrize(
    "address",
    ["wss://x.example/link/?ticket=abc-def&app_id=1",
     "https://hooks.slack.com/commands/T1/2/abcdef", "https://hooks.slack.com/actions/T1/2/abcdef"],
)  # fmt: skip
def test_addresses_that_are_secrets(address):
    """A socket's ticket, a response_url."""
    scrubbed = Scrubber(SECRETS)(f"opening {address}")
    assert "abc" not in scrubbed


def test_tracebacks_are_scrubbed_too():
    """The log says where something failed, but not with which token."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(ScrubbingFormatter(Scrubber(SECRETS)))
    logger = logging.getLogger("tested")
    logger.addHandler(handler)
    try:
        raise ValueError("Bearer xoxb-1-2-abc")
    except ValueError:
        logger.exception("with %s", "xapp-1-A0-2-abc")
    logger.removeHandler(handler)
    assert "xox" not in written.getvalue() and "xapp" not in written.getvalue()
    assert "Traceback" in written.getvalue()


def test_secrets_do_not_show_themselves():
    """Not even where they are printed by mistake."""
    assert "5160" not in repr(SECRETS)
