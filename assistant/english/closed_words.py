"""English words that say nothing about a subject: closed lists.

They name no subject in any playbook; a word that could be one ("data", "form", "test") is on none
of them. Everything is in lower case, with straight apostrophes. The grammar's own closed classes
are in `index_builder/index/function_words.py`, since the builder needs them too.
"""

import re
from collections.abc import Sequence

from index_builder.index.function_words import ARTICLES as ARTICLES
from index_builder.index.function_words import AUXILIARIES as AUXILIARIES
from index_builder.index.function_words import CONJUNCTIONS as CONJUNCTIONS
from index_builder.index.function_words import DEGREES as DEGREES
from index_builder.index.function_words import FUNCTION_WORDS as FUNCTION_WORDS
from index_builder.index.function_words import PREPOSITIONS as PREPOSITIONS
from index_builder.index.function_words import PRONOUNS as PRONOUNS
from index_builder.index.function_words import QUESTION_WORDS as QUESTION_WORDS

# What people type to a colleague, and so to a bot, before or instead of a question. A message is
# small talk only where these phrases and COMPANY fill all of it.
GREETINGS = """
hi, hello, hey, hiya, howdy, greetings, yo, morning, afternoon, evening, good morning,
good afternoon, good evening, good day, happy monday, happy friday, welcome, welcome back,
nice to meet you, pleased to meet you, long time no see
"""
THANKS = """
thanks, thank you, thank u, thankyou, thx, thnx, ty, tysm, cheers, much appreciated, appreciated,
appreciate it, i appreciate it, i appreciate your help, many thanks, you're welcome, no problem,
no worries, that helps, this helps, that helped, that was helpful, this was helpful,
exactly what i needed, just what i needed, good bot, bad bot, well done
"""
FAREWELLS = """
bye, goodbye, bye bye, see you, see ya, see you later, see you soon, see you tomorrow, later, ttyl,
good night, goodnight, take care, have a nice day, have a good day, have a great day,
have a good one, have a nice weekend, have a good weekend, have a great weekend, happy weekend
"""
ACKNOWLEDGEMENTS = """
ok, okay, k, kk, yes, yep, yeah, yup, no, nope, nah, sure, right, alright, all right, fine, good,
great, nice, cool, awesome, amazing, perfect, excellent, wonderful, brilliant, lovely, helpful,
got it, gotcha, i see, i understand, understood, makes sense, that makes sense, sounds good,
sounds great, good to know, that is fine, that's fine, that is ok, that's ok, that is okay,
that's okay, that's great, that is great, that's good, that is good, never mind, nevermind, noted,
done, all good, all set, will do, of course, exactly, wow, oh, hmm, haha, lol, sorry, my bad,
my apologies, i apologize, excuse me, oops, yes please, no thanks, no thank you
"""
# Questions about the bot or its day, not about what it has read.
CHAT = """
how are you, how are you doing, how are you today, how r u, how do you do, how's it going,
how is it going, how goes it, what's up, whats up, sup, wassup, who are you, what are you,
who r u, who made you, who built you, who created you, what's your name, what is your name,
whats your name, are you a bot, are you a robot, are you human, are you a human, are you real,
are you a person, are you a real person, am i talking to a bot, am i talking to a human,
am i talking to a person, are you an ai, are you ai, are you there, are you ok, are you okay,
anyone there, anybody there, is anyone there, is anybody there, can you hear me,
what can you do, what do you do, tell me about yourself, introduce yourself, do you work,
are you working, how old are you,
where are you from, i love you, i like you, i hate you, you rock, you are the best,
you're the best, you are awesome, you're awesome, you are great, you're great
"""
# What people put beside these phrases: whom they speak to, how much, what for. "is that" is not on
# the list: "is that right?" asks something.
COMPANY = """
there, all, everyone, everybody, team, folks, guys, friend, friends, mate, pal, buddy, bot, robot,
assistant, colleagues, you, again, today, now, and, so, very, much, really, super, just, a lot,
a ton, a bunch, the, that was, this was, it was, that is, this is, it is, that's, it's, too, well,
for me, u, please, for your help, for the help, for all your help, for helping, for helping me,
for your time, for the info, for the information, for the answer, for that, for this
"""

# Words that turn a verb into another verb or a noun: "log in", "set up", "back up".
PARTICLES = frozenset("in on up out off over down back through around away".split())
# What people say of a question instead of asking it ("I need help with something"), and verbs of
# asking, having and doing, which name no subject either.
VAGUE_WORDS = frozenset(
    """
    quick help helping helps assist assistance question questions ask asking asked answer
    answers info information detail details something anything everything nothing stuff thing
    things topic topics matter example examples tell show explain describe give say know knowing
    understand mean means meaning want wanted need needed needs wanna get got getting find
    look looking see go going come use using used make making take takes taking try trying work
    works working happen happens happened think wonder wondering problem problems issue issues
    kind sort way ways possible hi hello hey thanks thank
    """.split()
)

# Too everyday to be named as what a passage lacks, in any inflection: it may have the same in other
# words. Some could be a subject ("book", "sign"), so they are looked up like any other word.
EVERYDAY_WORDS = frozenset(
    """
    new old big small good bad best better right wrong correct full whole half real extra free able
    allow let possible suppose meant fine okay safe roughly automatically actually quickly exactly
    frequent regular different easy hard early late ready happy sure rather plus alone together
    idea people person guy someone's somebody's everyone's colleague friend boss job
    two three four five six seven eight nine ten couple once twice double
    today tomorrow yesterday tonight day time week weekend month year
    back down off away ahead round top side end start middle rest part point place step chance case
    line put keep kept hold bring brought send sent set run turn move call talk hear heard say said
    tell told read spell push pull pick press pass save eat wake spin hook hang stand sit stay live
    leave left come came gone goes went bought buy wait feel felt count change fix stop add finish
    check think thought care mind chase reach fit fail win won lose lost cut drop promise touch
    handle help follow decide compare found gave given happen sort bite survive burn catch caught
    write wrote written note record put hand head eye page name thing's hi urgent pls thx alright
    playbook handbook bot robot assistant
    """.split()
)

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def _phrases(*lists: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(one.split()) for phrases in lists for one in phrases.split(","))


_SMALL_TALK = _phrases(GREETINGS, THANKS, FAREWELLS, ACKNOWLEDGEMENTS, CHAT)
_THANKS = _phrases(THANKS)
_COMPANY = _phrases(COMPANY)
_LONGEST = max(map(len, _SMALL_TALK | _COMPANY))


def small_talk_words() -> frozenset[str]:
    """Return every word of the phrases of small talk and of the company they keep."""
    return frozenset(word for phrase in _SMALL_TALK | _COMPANY for word in phrase)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, in order; "isn’t" is one, as "isn't"."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


def content_words(text: str) -> list[str]:
    """Return the words that may name a subject, in order."""
    return [word for word in words(text) if word not in FUNCTION_WORDS and word not in VAGUE_WORDS]


def is_small_talk(text: str) -> bool:
    """Whether greetings, thanks, farewells and the like fill the whole text."""
    tokens = words(text)
    return bool(tokens) and _courtesy(tokens) == len(tokens)


def thanks(text: str) -> bool:
    """Whether small talk thanks somebody."""
    said = f" {' '.join(words(text))} "
    return any(f" {' '.join(phrase)} " in said for phrase in _THANKS)


def without_greeting(text: str) -> str:
    """Return the words after the small talk that a text starts with: "ok thanks, and how?"."""
    tokens = words(text)
    return " ".join(tokens[_courtesy(tokens) :])


def _courtesy(tokens: Sequence[str]) -> int:
    """Return how many words from the start are small talk; words of company alone are not."""
    at, said = 0, False
    while at < len(tokens) and (phrase := _phrase_at(at, tokens)):
        said = said or phrase in _SMALL_TALK
        at += len(phrase)
    # "Thanks, and how long?": the "and" belongs to what goes on.
    while 0 < at < len(tokens) and tokens[at - 1] in CONJUNCTIONS:
        at -= 1
    return at if said else 0


def _phrase_at(at: int, tokens: Sequence[str]) -> tuple[str, ...] | None:
    """Return the longest phrase of the lists that starts at word `at`; None if none does."""
    starts = (tuple(tokens[at : at + length]) for length in range(_LONGEST, 0, -1))
    return next((one for one in starts if one in _SMALL_TALK or one in _COMPANY), None)


# Openings by which a sentence says that it is nothing without the one before it.
LEANING = frozenset(
    """
    unless however otherwise but except although though this that these those such it they he she
    its their instead therefore thus hence then also similarly likewise conversely nor neither yet
    so and or
    """.split()
)
_LEANING_PHRASE = re.compile(r"(?:for (?:example|instance)|in (?:this|that|such a) case)\b", re.I)
# Openings that narrow what was said just before.
QUALIFYING = frozenset("unless however otherwise but except although though provided only".split())
_MARKER = re.compile(r"(?:- |\d+\. )")


def leans_back(sentence: str) -> bool:
    """Return whether a sentence needs the one before it to be quoted; list items never do."""
    return _opening(sentence) in LEANING or _LEANING_PHRASE.match(sentence) is not None


def qualifies(sentence: str) -> bool:
    """Return whether a sentence narrows the one before it."""
    return _opening(sentence) in QUALIFYING


def _opening(sentence: str) -> str:
    if _MARKER.match(sentence):
        return ""
    found = _WORD.search(sentence)
    return found[0].lower() if found else ""
