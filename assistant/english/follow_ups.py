"""How a question points back at what was said before it: patterns."""

import re

# Patterns for a question's words in lower case, one space between them; none looks back further
# than a few words. In the questions where each kind was found, using the thread gained this much
# over the last turn alone: pronouns .46, other references .42, openers .15, thin questions .49.
# Demonstratives gained nothing (11 questions) and are kept because nobody could say what "how long
# does that take" is about.

CHANGES_SUBJECT = re.compile(
    r"^(?:by the way|btw|on (?:another|a different) (?:note|subject|topic)|moving on|unrelated"
    r"|(?:now |just )?(?:a(?:nother)? |one (?:more|other) )?"
    r"(?:new|different|another|separate|unrelated|next|other) (?:question|topic|subject|thing))\b"
)
GOES_ON = re.compile(
    r"^(?:and|but|or|so|then|also|what about|how about|what if|in (?:that|this) case"
    r"|(?:sorry |no )?(?:i|we) (?:mean|meant|asked|said|was asking|am asking))\b"
)
PRONOUN = re.compile(r"\b(?:it|its|it's|they|them|their|theirs|they're|he|him|his|she|her|hers)\b")
# An "it" that stands for what follows: "is it allowed to…", "how long does it take to…".
EXPLETIVE = re.compile(
    r"\bit (?:is |was )?(?:not )?(?:possible|ok|okay|fine|allowed|permitted|legal|safe|necessary"
    r"|required|mandatory|important|better|best|easy|hard|enough|worth|likely|true|acceptable)"
    r" (?:to|that|if|when)\b"
    r"|\bit (?:take|cost)s? (?:\w+ ){0,4}to\b"
)
DEMONSTRATIVE = re.compile(
    # "Is that", "for this", "how does that": not "data that we hold".
    r"\b(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|if|why|how|when|where"
    r"|about|after|at|before|by|for|from|in|into|like|of|on|than|to|under|until|with|without)"
    r" (?:this|that)\b"
    r"|^(?:this|that)\b"
    r"|\b(?:this|that|there)$"
    r"|\bthese\b|\bthose\b(?! who\b)"
)
# What a question in the playbook's own channel points at without any thread: "this playbook".
ITSELF = re.compile(
    r"\b(?:this|these) (?:playbook|handbook|guide|manual|document|site|website|page|channel|bot"
    r"|tool|assistant|year|month|week)s?\b"
)
REFERENCE = re.compile(
    r"\b(?:the|that|this|which|other|another|first|second|third|last|new|old) ones?\b|\bones$"
    r"|\b(?:the|that) (?:other|others|former|latter|rest)\b"
    r"|\bthe same(?:$| (?:for|with|in|apply|applies|true)\b)"
    r"|\b(?:what|which|who|any|some) others?\b"
    r"|\b(?:what|who|where|how|when|anything|anyone|anybody|anywhere) else\b"
    r"|\binstead$"
)
# Such a question asks about its one content word, and so is whole; "what is the cost" is not: it is
# the cost of something named before.
DEFINITION = re.compile(
    r"\b(?:what is|what are|what's|whats)\b(?! the\b)"
    r"|\b(?:meaning|means?|define|definition|explain|examples?|stands? for)\b"
    r"|\b(?:tell|know) .{0,9}about\b"
)
