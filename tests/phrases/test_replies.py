"""The sentences said instead of an answer."""

from typing import get_args

import pytest

from assistant.asking.typed_text import Reason
from assistant.phrases.replies import ENGLISH, ReplyCode


def test_every_code_has_its_own_reply() -> None:
    """None is missing, none is said for two reasons."""
    assert set(ENGLISH) == set(get_args(ReplyCode))
    assert len(set(ENGLISH.values())) == len(ENGLISH)


def test_every_reason_of_a_question_can_be_said() -> None:
    """What reading a question can find has a reply."""
    assert set(get_args(Reason)) <= set(ENGLISH)


def test_replies_are_frozen() -> None:
    """Another language is another mapping, not a change of this one."""
    with pytest.raises(TypeError):
        ENGLISH["empty"] = "changed"  # type: ignore[index]


@pytest.mark.parametrize("reply", ENGLISH.values())
def test_a_reply_is_short_plain_text(reply: str) -> None:
    """One to three sentences, one line, no markup that a terminal or Slack would show or turn."""
    assert 1 <= reply.count(". ") + reply.count("! ") + 1 <= 3
    assert reply[0].isupper() and reply.endswith(".")
    assert reply.isascii() and reply.isprintable()
    assert len(reply) <= 160
    assert not set(reply) & set("*_`<>#")
