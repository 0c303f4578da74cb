"""What somebody typed -> the text to look up, or the reason why there is nothing to look up.

Pure, and linear in what was typed: text longer than any question is refused unread, and no pattern
here backtracks. Instructions inside a question are left in: an answer is a quotation, so there is
nothing they could change, and no general rule tells "forget that" as an instruction from "forget
that" as the thing asked about.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.asking.addressing import without_address
from assistant.asking.emphasis import without_emphasis
from assistant.english.closed_words import content_words, is_small_talk, without_greeting

Reason = Literal["empty", "too_long", "too_vague", "not_a_question"]

# English prose has five to six characters per token with WordPiece and BPE vocabularies; three
# times as many allow for long words and indented lines. Longer text is refused unread.
CHARACTERS_A_TOKEN = 16

# Slack writes people, groups and channel-wide calls into a message like this. The limits keep the
# pattern from looking further than one mention is long.
_MENTION = re.compile(r"<[@!][A-Za-z0-9^]{1,40}(?:\|[^<>|]{0,80})?>")
_EMOJI_CODE = re.compile(r":[a-z0-9_+:'-]+:")
_MARKS = frozenset(
    ">*+#-–—•‣◦·"
)  # of quotes, headings and list items, if they are a word by themselves
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "„": "“", "«": "»", "`": "`", "*": "*", "_": "_"}

# Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt): characters that are not shown.
# The Hangul fillers among them are letters by category and would turn nothing into a question.
_IGNORABLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A message as it was typed, and what is made of it."""

    asked: str
    text: str  # for retrieval, one line; "" if the message was too long to be read at all
    reason: Reason | None  # why there is nothing to look up; None for a question


def read_question(asked: str, *, count_tokens: Callable[[str], int], window: int) -> Question:
    """Clean a message and say whether it can be looked up.

    `count_tokens` returns the tokens the encoder makes of a text, special ones included, without
    cutting it; `window` is how many of them the encoder reads. Lists of words are English.
    """
    if len(asked.strip()) > window * CHARACTERS_A_TOKEN:
        return Question(asked=asked, text="", reason="too_long")
    text = without_address(clean(asked.strip()))
    return Question(asked=asked, text=text, reason=_reason(text, count_tokens, window))


def _reason(text: str, count_tokens: Callable[[str], int], window: int) -> Reason | None:
    if not any(char.isalnum() for char in text):
        return "empty"
    if count_tokens(text) > window:
        return "too_long"
    if is_small_talk(text):
        return "not_a_question"
    return None if content_words(without_greeting(text)) else "too_vague"


def clean(asked: str) -> str:
    """Return one line of visible text in Unicode's NFC; cleaning it again changes nothing.

    It leaves out: invisible and unassigned characters, mentions, marks that start a line, marks of
    emphasis and code, emoji codes at either end, quotation marks around the whole.
    """
    lines = "\n".join("".join(map(_visible, line)) for line in asked.splitlines())
    named = _MENTION.sub(" ", unicodedata.normalize("NFC", lines))
    text = " ".join(word for line in named.split("\n") for word in _without_marks(line.split()))
    while (unwrapped := " ".join(without_emphasis(_unwrapped(text)).split())) != text:
        text = unwrapped
    return text


@cache
def _ignorable() -> frozenset[str]:
    return frozenset(chr(code) for first, last in _IGNORABLE for code in range(first, last + 1))


def _visible(char: str) -> str:
    """Return what a character becomes: itself, a space or nothing."""
    if char in _ignorable():
        return ""
    category = unicodedata.category(char)
    if category == "Cf":  # soft hyphens and the like divide no words
        return ""
    # Controls, surrogates, private use, unassigned; and the sign for what could not be decoded.
    return " " if category.startswith(("C", "Z")) or char == "\N{REPLACEMENT CHARACTER}" else char


def _without_marks(words: Sequence[str]) -> Sequence[str]:
    first = next((at for at, word in enumerate(words) if not _MARKS.issuperset(word)), len(words))
    return words[first:]


def _unwrapped(text: str) -> str:
    """Remove one layer: leading marks, emoji codes at the ends, quotation marks around it all."""
    words = _without_marks(text.split())
    bare = [at for at, word in enumerate(words) if not _EMOJI_CODE.fullmatch(word)]
    text = " ".join(words[bare[0] : bare[-1] + 1]) if bare else ""
    opening = text[:1]
    closing = _QUOTES.get(opening, opening)
    depth = min(len(text) - len(text.lstrip(opening)), len(text) - len(text.rstrip(closing)))
    inside = text[depth : len(text) - depth]
    if opening in _QUOTES and not {opening, closing} & set(inside):
        return inside.strip()
    return text
