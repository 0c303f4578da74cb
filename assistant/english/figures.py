"""Which figures a question asks for, and whether a text has one of that kind. Pure; English only.

"How many days?" is not answered by a passage without a span of time, whatever else it says. A kind
of figure is on the list only if passages that answer such questions nearly always show one. A text
is searched generously: any figure of the kind will do, since nothing here can tell which of two is
the wanted one. DECISIONS.md ("What is missing") says how often this is right and wrong.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.english.closed_words import FUNCTION_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFigure:
    """A figure that a question asks for."""

    span: tuple[int, int]  # of the words in the question that ask for it, in characters
    called: str  # "a number of days"
    is_held: bool  # whether the text has a figure of this kind


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    called: str  # with {} for the asker's own noun
    asked: re.Pattern[str]  # how a question asks for it; the first group, if any, is the noun
    shown: re.Pattern[str]  # how a text shows such a figure


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_COUNT = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    "|fifty|sixty|ninety|hundred|thousand|million|half|dozen|once|twice|single|couple|double|triple"
)
_NUMBER = rf"\d|\b(?:{_COUNT})\b"
_UNIT = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|fortnights?|months?"
    r"|quarters?|years?|yrs?|decades?)"
)
_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
# "Two (2) full working days", "a month", "30min".
_SPAN = (
    rf"\b(?:\d[\d.,/]*|{_COUNT}|few|several|an?)[\s-]+(?:\(?\d+\)?[\s-]+)?(?:[a-z]+[\s-]+){{0,2}}?"
    rf"{_UNIT}\b|\d{_UNIT}\b"
)
_TIME = (
    r"\b(?:daily|nightly|weekly|monthly|quarterly|yearly|annual(?:ly)?|immediate(?:ly)?"
    r"|instant(?:ly)?|permanent(?:ly)?|indefinite(?:ly)?|forever|overnight|until|till|as long as"
    r"|as soon as|always|no (?:time )?limit|lifetime|within the (?:hour|day|week|month|year)"
    r"|end of|same day|next day|\d\d?:\d\d)\b"
)
_LENGTH = rf"(?:{_NUMBER})[\s-]+(?:characters|words|letters|lines|sentences|pages|bytes|digits)\b"
_WORDS = r"(?:[\w'’-]+ )"

# In order of how much they claim: a question's words are taken by the first kind that fits.
_KINDS = (
    _Kind(
        called="a percentage",
        asked=_pattern(
            r"\b(?:what|which|how many)(?: is the| are the)? (?:percent|per cent|percentage|share"
            r"|proportion)\b",
            r"\b(?:percentage|percent)\b(?! of the time)",
        ),
        shown=_pattern("%", r"\bper ?cent", r"\bpercentage points?", r"\b(?:half|full|all)\b",
                      r"\b(?:third|quarter)s?\b"),
    ),
    _Kind(
        called="an amount of money",
        asked=_pattern(
            rf"\bhow much (?:do|does|did|is|are|will|would|should|can|may) {_WORDS}{{1,6}}?"
            r"(?:costs?|pay|paid|charged?|earn|spend|owe|get paid|reimburse[ds]?)\b",
            rf"\bwhat (?:do|does|did|would|will) {_WORDS}{{1,7}}?costs?\b",
            r"\b(?:what(?:'s|’s| is| are)|how (?:big|high|large) (?:is|are)) (?:the|our|my) "
            rf"{_WORDS}{{0,4}}?(?:cost|price|fees?|charge|salary|fine|stipend|budget|allowance)\b",
            r"\bhow much (?:money|cash)\b",
            r"^(?:price|costs?|fees?|salary|hourly (?:rate|pay)|stipend)\b",
            r"\b(?:price|cost|fee) (?:per|of)\b",
        ),
        shown=_pattern(
            "[$£€¥%]", r"\bR ?\d", r"\d ?(?:k|usd|gbp|eur|aud|cad|zar)\b", r"\bper ?cent\b",
            r"\b(?:dollars?|pounds?|euros?|cents?|rand|free|nothing)\b",
            r"\b(?:no|without) (?:cost|charge|fee)\b",
        ),
    ),
    _Kind(
        called="how often",
        asked=_pattern(r"\bhow (?:often|frequently)\b", r"\bhow many times (?:a|per|each)\b"),
        shown=_pattern(
            r"\b(?:daily|nightly|hourly|weekly|bi-?weekly|fortnightly|monthly|bi-?monthly"
            r"|quarterly|yearly|annual(?:ly)?|biannual(?:ly)?|once|twice|times|whenever"
            r"|continuous(?:ly)?|every time)\b",
            rf"\b(?:every|each|per|an?) (?:[a-z]+ ){{0,2}}?{_UNIT}\b",
            r"\b(?:before|after|every|each|on|per) (?:other |second |first |last )?"
            rf"(?:{_WEEKDAY}|sprint|release|meeting|build|commit|pr|pull request|session)s?\b",
            _SPAN,
        ),
    ),
    _Kind(
        called="a length of time",
        asked=_pattern(r"\bhow long\b"),
        shown=_pattern(_SPAN, _TIME, _LENGTH),
    ),
    _Kind(
        called="a number of {}",
        asked=_pattern(rf"\bhow many ({_WORDS}{{0,2}}?{_UNIT})\b"),
        shown=_pattern(_SPAN, _TIME),
    ),
    _Kind(
        called="a number of {}",
        asked=_pattern(rf"\bhow many ({_WORDS}{{0,2}}[^\W\d_][\w'’-]*)"),
        shown=_pattern(_NUMBER, r"\b(?:no|none|any number|unlimited)\b"),
    ),
    _Kind(
        called="an amount of {}",
        asked=_pattern(r"\bhow much ([^\W\d_]+)"),
        shown=_pattern(_NUMBER, _SPAN, r"\b(?:no|none|unlimited|all)\b"),
    ),
    _Kind(
        called="a number",
        asked=_pattern(
            r"\b(?:max(?:imum)?|min(?:imum)?) \w+", r"\b(?:(?:long|short|bigg|larg|small)est)\b"
        ),
        shown=_pattern(_NUMBER, _SPAN, r"\b(?:no|unlimited|any)\b"),
    ),
    _Kind(
        called="a date",
        asked=_pattern(
            r"\b(?:by when|(?:what|which) (?:date|day|month|year)|deadline|due date)\b"
        ),
        shown=_pattern(
            rf"\b(?:{_MONTH}|{_WEEKDAY}s?|noon|midnight|weekdays?|today|tomorrow|before|after)\b",
            r"\b(?:first|last|second) (?:\w+ )?day\b", r"\d", _SPAN, _TIME,
        ),
    ),
    _Kind(
        called="a time of day",
        asked=_pattern(
            r"\b(?:what|which) (?:times?|hours?)\b(?! zone| frame| of year)",
            r"\bopening (?:hours|times)\b",
        ),
        shown=_pattern(
            _NUMBER,
            r"\b(?:noon|midnight|midday|morning|afternoon|evening|any ?time|always)\b",
        ),
    ),
    _Kind(
        called="a telephone number",
        asked=_pattern(
            r"\b(?:phone|telephone|mobile|fax|hotline|helpline) numbers? (?:for|of|to|is)\b",
            r"\bnumber (?:do|can|should|to) (?:i |we )?(?:call|ring|dial|phone)\b",
            r"\b(?:phone|telephone) number\?", r"^(?:phone|telephone) number\b",
        ),
        shown=_pattern(r"\d[\d\s().-]{5,}\d", r"\b\d{3}\b"),
    ),
    # No figure, and told as surely: a passage that gives a reason has words for it.
    _Kind(
        called="a reason",
        asked=_pattern(
            r"^(?:and |so |but )?why\b", "[.,!?:;] why\\b", r"\bhow come\b",
            r"\bwhy (?:is|are|do|does|did|was|were|must|should|can|can't|isn't|don't|not|only)\b",
            r"\b(?:the|any) reasons? (?:for|why|behind)\b",
        ),
        shown=_pattern(
            r"\b(?:because|since|as|so|in order to|reasons?|due to|owing to|therefore|thus|hence"
            r"|otherwise|risks?|ensures?|helps?|means|meaning|avoids?|prevents?|protects?|allows?"
            r"|enables?|makes?|benefits?|why|purpose|goal|aim|intended|for example|would|could"
            r"|rather than|instead|easier|harder|better|important|too)\b",
            r"\bto (?:[a-z]+ )?(?:ensure|avoid|prevent|protect|make|help|allow|enable|keep|reduce"
            r"|give|be|get)\b",
        ),
    ),
)  # fmt: skip

# Plurals that don't end in "s".
_PLURALS = frozenset("people staff children men women data".split())


def asked_figures(question: str, text: str) -> Iterator[AskedFigure]:
    """Yield the figures that a question asks for; the same words ask for one only."""
    taken: list[tuple[int, int]] = []
    for kind in _KINDS:
        found = kind.asked.search(question)
        if not found or any(a < found.end() and found.start() < b for a, b in taken):
            continue
        noun = _noun(found[1]) if kind.asked.groups else ""
        if noun or not kind.asked.groups:
            taken.append(found.span())
            is_held = kind.shown.search(text) is not None
            yield AskedFigure(span=found.span(), called=kind.called.format(noun), is_held=is_held)


def _noun(words: str) -> str:
    """Return "business days" of "business days must": up to the first plural, else one word.

    Empty where no noun stands there: "how much is …".
    """
    kept: list[str] = []
    for word in words.split():
        if word.casefold() in FUNCTION_WORDS:
            break
        kept.append(word)
        if word.casefold() in _PLURALS or re.search("[^s]s$", word.casefold()):
            return " ".join(kept)
    return kept[0] if kept else ""
