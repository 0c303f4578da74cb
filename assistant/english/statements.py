"""Patterns for what a page's sentences do: name whom to ask, or introduce a list of conditions."""

import re

# A sentence that tells readers to turn to somebody: an instruction followed by a person, office or
# number, or one that names the contact for something. Not "phone numbers", "called" or "contact
# details": verbs that are nouns too need an object, a determiner or a name. Nor what somebody else
# does: "OPM will reach out to", "people who write to", "to you". English.
_OTHERS = r"(?<!will )(?<!would )(?<!may )(?<!that )(?<!who )(?<!they )(?<!someone to )"
TURN_TO = re.compile(
    r"\b(?:(?i:contact|call|e-?mail|phone|telephone)"
    r" (?:(?i:your|our|the|us|an?|its|their|both|either)\b|[A-Z+\d]|\(\d|\S+@\S)"
    r"|(?i:(?:main|first|your) (?:point of )?contact (?:for|person|is)|point of contact"
    rf"|{_OTHERS}(?:write|reach out|turn|speak|talk) to(?! you\b)|get in touch with"
    r"|ask (?:your|the)|(?:the|our|your) help (?:desk|line))\b)"
)
# A contact for whatever somebody asks. English.
ANY_QUESTION = re.compile(
    r"\b(?:any|general|other|further|all) (?:other )?(?:questions?|enquir\w+|inquir\w+|help)\b",
    re.IGNORECASE,
)

# What can be asked of any subject, and so doesn't say which: its cost, number, duration. English.
ASKED_OF_ANYTHING = frozenset(
    """
    cost costs price prices pay paid fee fees charge charges budget salary number numbers phone
    telephone call email address reach reply respond response often soon late minute minutes hour
    hours day days week weeks month months monthly year years yearly annual limit limits size
    minimum maximum average people high big large
    """.split()
)

# The end of a sentence that is followed by a list of its conditions: without one of them, it would
# promise more than the page does. English.
CONDITIONS = re.compile(
    r"\b(?:if|unless|except(?: (?:for|if|when|where))?|when|where|provided(?: that)?|as long as"
    r"|(?:all|any|both|each|one) of (?:these|the following)(?: \w+){0,3}"
    r"|(?:these|the following) (?:conditions|exceptions)(?: \w+){0,2})(?: all| both)?:$",
    re.IGNORECASE,
)

# The end of a sentence that announces a list without a colon. English.
_ANNOUNCES = re.compile(
    r"\b(?:as follows|(?:the|these) following(?: [\w-]+){0,2}"
    r"|(?:shown|listed|named|given|described|set out|explained) below)\.$",
    re.IGNORECASE,
)


def introduces(sentence: str) -> bool:
    """Return whether a sentence is nothing without the list or table that comes right after it."""
    return sentence.endswith(":") or _ANNOUNCES.search(sentence) is not None
