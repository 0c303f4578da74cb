"""What sentences of a page do: name whom to ask, or end where their conditions follow. Patterns."""

import re

# A sentence that tells readers to turn to somebody: an instruction with a person, office or number
# behind it, or that names who is there for it. Not "phone numbers", "called" or "contact details":
# the verbs that are nouns too need an object, a determiner or a name. English.
TURN_TO = re.compile(
    r"\b(?:(?i:contact|call|e-?mail|phone|telephone)"
    r" (?:(?i:your|our|the|us|them|him|her|an?|its|their)\b|[A-Z+\d]|\(\d)"
    r"|(?i:(?:main|first|your) (?:point of )?contact (?:for|person|is)|point of contact"
    r"|(?:write|reach out|turn|speak|talk) to|get in touch with"
    r"|ask (?:your|the)|(?:the|our|your) help (?:desk|line))\b)"
)
# A contact for whatever somebody asks. English.
ANY_QUESTION = re.compile(
    r"\b(?:any|general|other|further|all) (?:other )?(?:questions?|enquir\w+|inquir\w+|help)\b",
    re.IGNORECASE,
)

# The end of a sentence whose list holds its conditions: one of them left out, it promises more than
# the page does. English.
CONDITIONS = re.compile(
    r"\b(?:if|unless|except(?: (?:for|if|when|where))?|when|where|provided(?: that)?|as long as"
    r"|(?:all|any|both|each|one) of (?:these|the following)(?: \w+){0,3}"
    r"|(?:these|the following) (?:conditions|exceptions)(?: \w+){0,2})(?: all| both)?:$",
    re.IGNORECASE,
)
