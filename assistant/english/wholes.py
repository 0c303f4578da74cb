"""Questions that only a whole list, table or procedure answers. Pure; English.

"What are the types of agreement?", "which channels may I use", "list the members": one item of
the list is no answer. "How do I zip a file?": one of its steps is none either.
"""

import re
from collections.abc import Sequence
from typing import Literal

from assistant.english.closed_words import FUNCTION_WORDS, words
from assistant.english.question_grammar import DETERMINERS
from index_builder.index.inflection import singular

Whole = Literal["", "steps", "procedure", "all"]
"""What is answered only as a whole.

Nothing; steps, if they are how the page says it; a procedure as such; any list or table.
"""

# A procedure asked for by name, so that whatever merely links to it is no answer.
_PROCEDURE = re.compile(
    r"\b(?:step[- ]by[- ]steps?|one step at a time|(?:walk|talk|take|guide|lead) (?:me|us) through"
    r"|(?:from )?(?:start to (?:finish|end)|beginning to end)"
    r"|(?:full|complete|detailed|exact) (?:instructions|procedure|process)"
    r"|(?:what|which)(?:['’]s| is| are)? (?:the )?(?:steps|procedure)"
    r"|(?:the|all|list of) steps|^(?:steps|procedure|instructions)) ?\b(?! ?\d)",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"\bhow (?:(?:do|can|should|would|shall|must|did) (?:i|we|you|one|people|staff)\b|to\b)", re.I
)
_OPENS = re.compile(
    r"(?:(?:so|and|ok|okay|please|hi|can you|could you|give|show|tell|me|us|name|an?|the|all|some)"
    r" )*",
)
_LIST = re.compile(r"(?:list|enumerate|name) (?:all|the|every|some|of|me)\b|examples of\b")
_CONTENTS = re.compile(
    r"\bwhat (?:all |else )?(?:do|does|did|should|must|can|could|will|would)\b"
    r".* (?:include|contain|cover|comprise|consist of|involve)\b"
    r"|\bwhat (?:goes|belongs|has to be|must be|should be|needs to be|is|are) (?:in|on|part of)\b",
)
_ASKS_WHICH = re.compile(r"\b(?:which|what)(?: (?:are|were) (?:the|all|our|your|its|their))?(?= )")
# Verbs that follow "what" as a plural noun could.
_NO_NOUNS = frozenset(
    """
    is was has does happens makes counts belongs goes means needs comes gets helps works applies
    qualifies follows requires takes becomes causes says sets gives shows uses lets keeps stands
    """.split()
)
_JOINS = frozenset("for of to in that when on".split())
_KINDS = frozenset("types kinds sorts categories classes ways levels examples".split())
_BEFORE_A_NOUN = 3  # words, at most, as in "what four secure transfer channels"
_SENTENCE_END = re.compile(r"[.?!;] +(?=\S)")


def asks_for_whole(question: str) -> Whole:
    """Return what a question wants as a whole, if that is how the page has the answer."""
    text = " ".join(words(question))
    if asks_for_procedure(question):
        return "procedure"
    if _LIST.match(_bare(text)) or _CONTENTS.search(text) or _asks_which(text):
        return "all"
    if not _SENTENCE_END.search(question) and _names_several(_bare(text).split()):
        return "all"
    return "steps" if _HOW.search(text) else ""


def asks_for_procedure(question: str) -> bool:
    """Whether a question asks for a procedure as such: "walk me through a data request"."""
    return _PROCEDURE.search(" ".join(words(question))) is not None


def _bare(text: str) -> str:
    opening = _OPENS.match(text)
    return text[opening.end() :] if opening else text


def _asks_which(text: str) -> bool:
    """Whether it asks which things of a kind there are: "which channels", "what are the rules"."""
    after = (text[found.end() :].split() for found in _ASKS_WHICH.finditer(text))
    return any(_plural(held) is not None for held in after)


def _names_several(held: Sequence[str]) -> bool:
    """Whether it only names several things: "rules for a drive", "common kinds of fee"."""
    at = _plural(held)
    if at is None:
        return False
    is_first = at == 0 or held[at] in _KINDS
    return is_first and len(held) > at + 1 and held[at + 1] in _JOINS


def _plural(held: Sequence[str]) -> int | None:
    """Return the place of the noun in the plural that words begin with; None if there is none."""
    for at, word in enumerate(held[: _BEFORE_A_NOUN + 1]):
        if word in FUNCTION_WORDS or word in _NO_NOUNS:
            return None
        if len(word) > 3 and singular(word) != word:
            is_verb = held[at + 1 : at + 2] and held[at + 1] in DETERMINERS  # "which suits a"
            return None if is_verb else at
    return None
