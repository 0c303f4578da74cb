"""Whether a message among people is meant for the bot: what it says, who says it, what answers it.

A logistic regression over words that name no subject ("you", "did", "what"), a few shapes of text,
the state of the thread, how well the playbook answers and, with the encoder that it was fitted
with, the message's vector. It was fitted to judged threads over several handbooks
(`tests/slack/manners`; DECISIONS.md, "Never interrupt"). Pure; English only.
"""

import json
import math
import operator
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.asking.addressing import CALLED
from assistant.english.closed_words import (
    EVERYDAY_WORDS,
    FUNCTION_WORDS,
    QUESTION_WORDS,
    VAGUE_WORDS,
    small_talk_words,
    words,
)

_FITTED = "addressee.json"
# From this score on, by its words alone, a question to a channel may be told that it has no answer:
# 91 % of the judged messages for the bot that read as questions, 22 % of those for people.
_TOLD_NO = 1.0
# Chat's own short forms of function words, and words of coming and going that a handbook has no
# use for: they say who talks to whom.
_CHAT = frozenset(
    """
    im ive id ill dont doesnt didnt isnt arent wasnt cant wont whats thats its hows whos wheres lets
    gonna wanna u ur ya y'all lol haha hah pls plz please btw fyi imo tbh idk omg anybody anyone
    somebody someone everyone everybody honestly seriously literally actually maybe guess hmm hm mm
    ugh wow nah oh well anyway mine yours ours theirs hers his guys gotta kinda sorta yet already
    still tmrw tomorrow today yesterday tonight week weekend lunch coffee meeting monday tuesday
    wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri
    """.split()
)
_LONG = 12  # words from which on a message counts as long
_SHORT = 4
_SHAPES: Mapping[str, re.Pattern[str]] = {
    "?": re.compile(r"\?"),
    "ends in ?": re.compile(r"\?\s*$"),
    "!": re.compile(r"!"),
    "…": re.compile(r"\.\.|…"),
    "quotation": re.compile(r'["“”]'),
    "address": re.compile(r"https?://|www\."),
    "emoji": re.compile(r":[a-z0-9_+-]+:|[:;]-?[)(DP]|[\U0001F000-\U0001FAFF\u2600-\u27BF]"),
    "figure": re.compile(r"\d"),
    "time": re.compile(r"(?i)\b(?:at|by|till|until|before|on) \d|\d ?(?:am|pm)\b|\d:\d\d"),
    "name inside": re.compile(r"(?<![.?!:;—–-]) (?!I\b)[A-Z][a-z]+"),
    "name called": re.compile(r"^[A-Za-z]+[,!] |, [A-Za-z]+[?.!]?$"),
    "asks you": re.compile(
        r"(?i)\b(?:can|could|would|will|did|do|have|has|are|were|if|when|shall|should|why"
        r"|whats?|wheres?) (?:you|u|ya|your|ur|yours)\b"
    ),
    "how do you": re.compile(r"(?i)\bhow (?:do|can|should|would|does) (?:you|i|we|one|a|an|the)\b"),
    "rule": re.compile(
        r"(?i)\b(?:per|each|every|max|min|maximum|minimum|limit|define|definition|explain|examples?"
        r"|kinds?|types?|differen\w+|steps?|allowed|covered|apply|applies|required|mandatory"
        r"|permitted|must|may|counts?|need to|have to|has to|supposed to)\b"
    ),
    "happened": re.compile(
        r"(?i)\b(?:did|was|were|had|went|got|sent|said|told|asked|gave|signed|used|tried|heard|saw)\b"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadState:
    """What has gone on in a thread that the bot has replied in, apart from its words."""

    asked: bool  # the author has had a reply here
    asked_last: bool  # the newest reply was the author's
    others_since: int  # other people who have written since the newest reply
    wrote_since: bool  # the author has written since then


# Nobody but the author has written, as far as is known: a question that opens a thread.
ASKED_ALONE = ThreadState(asked=True, asked_last=True, others_since=0, wrote_since=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How well the playbook answers a message."""

    probability: float  # of the first passage, 0 to 1
    sure: bool


def address_score(text: str, thread: ThreadState) -> float:
    """Return the log-odds, by its words and its thread, that a message is meant for the bot."""
    fit = fitted()
    return fit.bias + sum(fit.weights.get(name, 0.0) for name in features(text, thread))


def may_be_told_no(text: str) -> bool:
    """Return whether a question to a whole channel, where all are answered, may get a no.

    A request to a person ("Can you send me that?") gets an answer or nothing.
    """
    return address_score(text, ASKED_ALONE) >= _TOLD_NO


def speaks(score: float, evidence: Evidence, vector: Sequence[float], encoder: str) -> bool:
    """Return whether the bot speaks up.

    `score` is from `address_score`; `vector` is the message's, by the encoder whose weights have
    the sha256 `encoder`. That of another encoder than the fit's says nothing.
    """
    fit = fitted()
    score += sum(fit.weights.get(name, 0.0) * value for name, value in measured(evidence))
    if encoder != fit.encoder:
        return score >= fit.least_without_vector
    return score + sum(map(operator.mul, fit.vector, vector), 0.0) >= fit.least


def measured(evidence: Evidence) -> Iterator[tuple[str, float]]:
    """Yield the features of an answer, by name."""
    odds = min(max(evidence.probability, 0.02), 0.98)
    yield "log-odds of the answer", math.log(odds / (1 - odds))
    yield "sure", float(evidence.sure)


def features(text: str, thread: ThreadState) -> frozenset[str]:
    """Return the names of the features that a message has."""
    said = words(text)
    found = {f"word {word}" for word in said if word in closed_words()}
    found |= {f"shape {name}" for name, shape in _SHAPES.items() if shape.search(text)}
    found |= set(_openings(said)) | set(_lengths(said)) | set(_states(thread))
    if not CALLED.isdisjoint(said):
        found.add("names the bot")
    if QUESTION_WORDS.isdisjoint(said) and "?" not in text:
        found.add("no question")
    return frozenset(found)


def _openings(said: list[str]) -> Iterable[str]:
    first = said[0] if said else ""
    yield f"opens {first}" if first in closed_words() else "opens _"


def _lengths(said: list[str]) -> Iterable[str]:
    if len(said) <= _SHORT:
        yield "short"
    if len(said) >= _LONG:
        yield "long"


def _states(thread: ThreadState) -> Iterable[str]:
    alone = not thread.others_since
    if thread.asked:
        yield "asked"
    if thread.asked_last:
        yield "asked last"
    if alone:
        yield "alone"
    if alone and thread.asked_last:
        yield "asked last, alone"
    if alone and not thread.wrote_since:
        yield "next"
    if thread.others_since > 1:
        yield "several since"
    if thread.others_since and thread.wrote_since:
        yield "in talk"


@cache
def closed_words() -> frozenset[str]:
    """Return the words whose presence counts: they name no subject in any playbook."""
    return FUNCTION_WORDS | VAGUE_WORDS | EVERYDAY_WORDS | small_talk_words() | _CHAT


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What was fitted."""

    bias: float
    weights: Mapping[str, float]  # by a feature's name
    vector: tuple[float, ...]  # weights of a message's vector
    encoder: str  # sha256 of the weights of the encoder that makes such vectors
    least: float  # the score from which on the bot speaks
    least_without_vector: float  # the same without the vector's part


@cache
def fitted() -> Fit:
    """Return the fit that is shipped."""
    fields = json.loads(files("assistant.asking").joinpath(_FITTED).read_text(encoding="utf-8"))
    return Fit(**{**fields, "vector": tuple(fields["vector"])})
