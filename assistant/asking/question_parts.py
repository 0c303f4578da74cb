"""A question that asks several things -> the questions in it, each standing alone. English only.

Pure and extractive: a part has the question's words and no others. A question is divided only where
another one plainly begins, in a question's word order: "and how long does it take", never in "terms
and conditions", "between A and B" or "what data is shared and how it is used". If that isn't plain,
or something is denied, the question stays whole: two half answers are worse than one answer.
"""

import re
from collections.abc import Sequence

from assistant.asking.thread import stands_alone
from assistant.english.closed_words import FUNCTION_WORDS, PREPOSITIONS, content_words
from assistant.english.question_grammar import (
    ASKING,
    CONDITION,
    DENYING,
    DETERMINERS,
    DOING,
    INVERTING,
    JOINT,
    MEASURING,
    PAIRING,
    PLURAL,
    POINTING,
    SUBJECTS,
)
from index_builder.index.inflection import singular

MOST_PARTS = 3  # whoever asks more than that may ask again
_MOST_NOUNS = 3  # between a question word and its verb: "how many work days do"
_LONGEST_NAME = 8  # words of a name that "it" may stand for

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")


def parts_of(question: str) -> tuple[str, ...]:
    """Return the questions within a cleaned question, each standing alone; () if it is only one.

    The first is as it was asked; what a later one points at or lacks is taken from the first. A
    question that needs those before it in a thread is not divided.
    """
    text = question.strip()
    if DENYING.search(text) or PAIRING.search(text):
        return ()
    condition, asked = _condition(text)
    first, *later = _clauses(asked) or [asked]
    is_whole = stands_alone(condition + first) or _name(first)
    if not is_whole or not 1 <= len(later) < MOST_PARTS:
        return ()
    completed = [_completed(clause, first, condition) for clause in later]
    return tuple(f"{condition}{clause}?" for clause in (first, *completed))


def _condition(text: str) -> tuple[str, str]:
    """Split off an opening such as "If my laptop is lost, "; "" if there is none."""
    opening, comma, rest = text.partition(", ")
    is_condition = comma and CONDITION.match(opening) and _asks(_words(rest))
    return (f"{opening}, ", rest) if is_condition else ("", text)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _clauses(asked: str) -> list[str]:
    """Return the questions of a text in order, without what joins them; [] for none."""
    if not _asks(_words(asked)):
        return []
    joints: list[re.Match[str]] = []
    for joint in JOINT.finditer(asked):
        before = _words(asked[joints[-1].end() if joints else 0 : joint.start()])
        after = _words(asked[joint.end() :])
        if not before or not after or _is_quoted(joint, asked):
            continue  # it doesn't join two clauses
        if joint["sentence"] and not _asks(after):
            return []  # a sentence that asks nothing belongs to all the questions
        if joint["sentence"] or (_is_whole(before) and _opens(after, behind=before)):
            joints.append(joint)
    # A comma alone divides nothing: "who approves it, is it OPM?" only adds a guess.
    while joints and joints[-1]["listed"]:
        joints.pop()
    starts = [0, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), len(asked)]
    return [_bare(asked[start:end]) for start, end in zip(starts, ends, strict=True)]


def _is_quoted(joint: re.Match[str], asked: str) -> bool:
    return any(quoted.start() < joint.start() < quoted.end() for quoted in _QUOTED.finditer(asked))


def _bare(clause: str) -> str:
    return clause.strip().strip("?.!,; ")


def _asks(words: Sequence[str]) -> bool:
    """Whether a sentence starts as a question does; "When I lose my laptop" does not."""
    low = [word.lower() for word in words[:2]]
    is_clause = low[:1] and low[0] in ASKING and low[1:] and low[1] in SUBJECTS | {"and", "or"}
    return bool(low) and low[0] in ASKING | INVERTING | DOING and not is_clause


def _is_whole(words: Sequence[str]) -> bool:
    """Whether a clause names something and has a question's verb, and an "and" for a "between".

    "What wage records" has no verb: "What wage records and what form do I send" asks one thing.
    """
    low = [word.lower() for word in words]
    is_paired = "between" not in low or "and" in low[low.index("between") :]
    has_verb = not (INVERTING | DOING).isdisjoint(low) or (
        len(low) > 2 and low[0] in ("who", "what") and low[1].endswith("s")
    )
    return is_paired and has_verb and not FUNCTION_WORDS.issuperset(low)


def _opens(words: Sequence[str], behind: Sequence[str] = ()) -> bool:
    """Whether words begin a question of their own, after the words of another.

    In a question the verb precedes the subject: "how is it", "does it". If the question word itself
    is the subject, as in "who signs", the words may continue a clause inside the other question:
    "Who decides what is shared and who signs".
    """
    if not words or words[0].lower() not in ASKING:
        return _is_inverted(words) and not _may_go_on(words, behind)
    low = [word.lower() for word in words]
    if low[:2] in (["what", "if"], ["what", "about"], ["how", "about"]):
        return True
    verb = words[1 + _named(low) :]
    if _is_inverted(verb) or not verb:
        return bool(verb)
    has_inner = any(word.lower() in ASKING or word.lower() == "that" for word in behind[1:])
    return not has_inner and _has_subject(low, verb[0].lower())


def _is_inverted(words: Sequence[str]) -> bool:
    """Whether a verb precedes its subject: "does the owner", "can I"; not "is approved by"."""
    if len(words) < 2:
        return False
    verb, subject = words[0].lower(), words[1].lower()
    if verb in DOING:
        return subject in SUBJECTS
    is_name = any(char.isupper() or char.isdigit() for char in words[1])
    return verb in INVERTING and (is_name or subject in SUBJECTS | DETERMINERS)


def _may_go_on(words: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether words only continue a question: "does the training" behind "who reviews the form"."""
    is_doing = words[0].lower() == "does" and words[1].lower() in DETERMINERS
    return is_doing and behind[:1] != [] and behind[0].lower() in ("who", "what", "which")


def _named(low: Sequence[str]) -> int:
    """Return how many words part a question word from its verb: two in "how many days do"."""
    for at in range(1, min(len(low), _MOST_NOUNS + 2)):
        if low[at] in INVERTING | DOING:
            return at - 1
        if low[at] in FUNCTION_WORDS and low[at] not in MEASURING:
            return 0
    return 0


def _has_subject(low: Sequence[str], verb: str) -> bool:
    """Whether the question word, or what it names, is the subject: "who signs", "which form is"."""
    if verb in INVERTING | DOING:
        return low[0] in ("who", "what", "which", "how") and (low[0] != "how" or low[1] != verb)
    return low[0] in ("who", "what") and verb.endswith("s") and not verb.endswith("ss")


def _completed(clause: str, first: str, condition: str) -> str:
    """Return a later question with what it points at, or lacks, in the words of the first."""
    pointer = next((match for match in POINTING.finditer(clause) if _stands_for(match)), None)
    before = _words(clause[: pointer.start()].lower()) if pointer else []
    has_own = pointer is None or not DETERMINERS.isdisjoint(before)  # what the pronoun stands for
    if has_own and stands_alone(condition + clause):
        return clause
    name = _name(first)
    is_plural = singular(name) != name or " and " in name
    if pointer and name and is_plural == (pointer[1].lower() in PLURAL):
        # "How do I encrypt a laptop and is it required": "it" is encrypting, not the laptop.
        is_action = before[-1:] and before[-1] in INVERTING and _is_action(first)
        if not is_action:
            return clause[: pointer.start()] + name + clause[pointer.end() :]
    return f"{clause} ({_said(first)})"


def _stands_for(match: re.Match[str]) -> bool:
    """Whether a pointing word is a pronoun, not the "that" of "that form"."""
    beside = _words((match[2] or "").lower())
    return match[1].lower() in ("it", "they", "them") or not beside or beside[0] in FUNCTION_WORDS


def _is_action(clause: str) -> bool:
    """Whether a clause asks about what somebody does: "how do I submit a request"."""
    low = _words(clause.lower())
    return any(word in SUBJECTS for word in low[:5])


def _name(clause: str) -> str:
    """Return the words of a question that "it" in the next one stands for; "" if that isn't plain.

    "A request" in "how do I submit a request", "the MOU" in "who signs the MOU", "is the MOU
    public".
    """
    found = list(_WORD.finditer(clause))
    low = [match[0].lower() for match in found]
    if not low:
        return ""
    if "between" in low:  # "the difference between an MOU and a DUA": both of them
        return _plain_name(clause[found[low.index("between")].end() :])
    at = next((at for at, word in enumerate(low) if word not in ASKING | MEASURING), len(low))
    verb = low[at] if at < len(low) else ""
    if verb not in INVERTING | DOING:
        at = at + 1 if low[0] in ("who", "what") and verb.endswith("s") else len(low)
    elif at + 1 < len(low) and low[at + 1] in SUBJECTS:
        at += 3  # "do I submit"
    else:
        return _before_last(clause[found[at].end() :], is_whole=low[0] in ("what", "who"))
    while at < len(low) and low[at] in PREPOSITIONS:  # "goes in the MOU"
        at += 1
    return _plain_name(clause[found[at].start() :]) if at < len(low) else ""


def _before_last(rest: str, *, is_whole: bool) -> str:
    """Return the subject, "the MOU", of "the MOU public" or "the MOU expire".

    If `is_whole`, all of the text is the subject.
    """
    words = rest.split()
    inner = [word for word in words[1:] if word.lower() in FUNCTION_WORDS - {"of"}]
    if is_whole or inner:
        return _plain_name(" ".join(words)) if is_whole else ""
    while len(words) > 1 and words[-2].endswith("ly"):
        words.pop()
    subject = " ".join(words[:-1])
    return _plain_name(subject if content_words(subject) else " ".join(words))


def _plain_name(text: str) -> str:
    """Return a text if it is one name, as far as its short words show; else ""."""
    words = _words(text)
    low = {word.lower() for word in words}
    is_marked = bool(words) and (words[0].lower() in DETERMINERS or not words[-1].islower())
    has_verb = low & (INVERTING | DOING | SUBJECTS | {"to"})
    is_name = is_marked and content_words(text) and not has_verb and len(words) <= _LONGEST_NAME
    return text.strip() if is_name else ""


def _said(clause: str) -> str:
    """Return a question from its first determiner, or first word that names something, onwards."""
    for match in _WORD.finditer(clause):
        word = match[0].lower()
        if word not in FUNCTION_WORDS or word in DETERMINERS:
            return clause[match.start() :]
    return clause
