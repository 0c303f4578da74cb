"""How questions are built, and where one ends and another begins: words and patterns."""

import re

from assistant.english.closed_words import ARTICLES

# How a request opens that, by its grammar, is not a question.
ASKS_FOR = re.compile(r"^(?:please )?(?:explain|define|show|tell|describe|give|list|find|help)\b")
DENYING = re.compile(
    r"\b(?:not?|never|none|neither|nor|without|unless|except|cannot|only)\b|n['’]t\b"
    r"|\b(?:do|does|did|is|are|was|were|ca|wo|should|would|could|has|have|had|must)nt\b",
    re.IGNORECASE,
)
# What holds two things together, of which the second comes after an "and".
PAIRING = re.compile(r"\b(?:both|either|whether|versus|vs|compar(?:e|ed|ing))\b", re.IGNORECASE)
# Openings that say when something applies; they then apply to each part of the question.
CONDITION = re.compile(r"(?:if|once|after|before|while|for|in|on|during|because|since)\b", re.I)
JOINT = re.compile(
    r"(?P<sentence>[?;]+\s+(?:(?:[?;]+|and|also|then)\s+)*)"
    r"|,?\s+(?:and|&)\s+(?:(?:also|then|if so),?\s+)*"
    r"|(?P<listed>,\s+)",
    re.IGNORECASE,
)
ASKING = frozenset("what which who whom whose when where why how".split())
MEASURING = frozenset("many much long often soon far late early old big large high".split())
BEING = frozenset("am is are was were".split())
INVERTING = BEING | frozenset(
    "does did has can could may might must shall should will would".split()
)
# These begin a question only before a pronoun; otherwise they continue the one before: "fill in the
# form and do the training".
DOING = frozenset("do have".split())
SUBJECTS = frozenset("i we you they it he she this that these those there".split())
DETERMINERS = ARTICLES | frozenset("my our your their its his her".split())
POINTING = re.compile(r"\b(it|this|that|they|them|these|those)\b(?=\W*$|\s+(\S+))", re.IGNORECASE)
PLURAL = frozenset("they them these those".split())
