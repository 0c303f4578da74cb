"""Whom the playbook itself names to turn to, where it has no answer."""

import re
from collections.abc import Sequence

from assistant.answerability import idf
from assistant.citing import Citation, cite
from assistant.english import content_words
from assistant.quoting import Marks, sentence_scores
from assistant.retrieval import Hit
from index_builder.embedding import QueryEmbedding
from index_builder.generation import Generation
from index_builder.lexical import Lexical, terms
from index_builder.passage import Sentence

NEAR = 8  # passages around the question in which a contact counts as being of its topic

# A sentence that tells readers to turn to somebody: an instruction with a person, office or number
# behind it, or that names who is there for it. Not "phone numbers", "called" or "contact details":
# the verbs that are nouns too need an object, a determiner or a name. Nor what somebody else does:
# "OPM will reach out to", "people who write to", "to you". English.
_OTHERS = r"(?<!will )(?<!would )(?<!may )(?<!that )(?<!who )(?<!they )(?<!someone to )"
_TURN_TO = re.compile(
    r"\b(?:(?i:contact|call|e-?mail|phone|telephone)"
    r" (?:(?i:your|our|the|us|an?|its|their|both|either)\b|[A-Z+\d]|\(\d|\S+@\S)"
    r"|(?i:(?:main|first|your) (?:point of )?contact (?:for|person|is)|point of contact"
    rf"|{_OTHERS}(?:write|reach out|turn|speak|talk) to(?! you\b)|get in touch with"
    r"|ask (?:your|the)|(?:the|our|your) help (?:desk|line))\b)"
)

# A contact for whatever somebody asks. English.
_ANY_QUESTION = re.compile(
    r"\b(?:any|general|other|further|all) (?:other )?(?:questions?|enquir\w+|inquir\w+|help)\b",
    re.IGNORECASE,
)
# What is asked of a subject and doesn't say of which: its cost, its number, how long. English.
_ASKED_OF_ANYTHING = frozenset(
    """
    cost costs price prices pay paid fee fees charge charges budget salary number numbers phone
    telephone call email address reach reply respond response often soon late minute minutes hour
    hours day days week weeks month months monthly year years yearly annual limit limits size
    minimum maximum average people high big large
    """.split()
)
# Share of the idf of what a question names that a sentence with a contact has to have; of one for
# any question. Chosen on content, an earlier playbook and one handbook (DECISIONS.md, "Whom to
# ask"): from .36 to .45 nothing changes there.
ABOUT, ABOUT_ANY = 0.4, 0.1
COMMON = 0.2  # of the passages


def contact(
    generation: Generation, asked: QueryEmbedding, question: str, hits: Sequence[Hit]
) -> Citation | None:
    """Return the sentence nearest to the question that names a contact for its very subject.

    A contact for something else is no help and looks like one: the sentence, under its title path,
    must have much of what the question names, rare words counting more; less, if it says that it is
    for any question.
    """
    best: tuple[float, Hit, Marks] | None = None
    for hit in hits[:NEAR]:
        scores = sentence_scores(generation, asked, question, hit)
        for sentence, score in zip(hit.passage.sentences, scores, strict=False):
            if not _TURN_TO.search(sentence.text) or (best is not None and score <= best[0]):
                continue
            least = ABOUT_ANY if _ANY_QUESTION.search(sentence.text) else ABOUT
            if _about(generation.lexical, question, hit, sentence) > least:
                best = score, hit, Marks(sentences=(sentence,), run=(sentence,))
    return cite(generation, best[1], best[2]) if best else None


def _about(lexical: Lexical, question: str, hit: Hit, sentence: Sentence) -> float:
    """Return the share of what a question names that a sentence has under its title path, 0 to 1.

    What no passage has is not counted: that is why there is no answer. Nor is what a fifth of them
    have, which says nothing about the subject, nor what may be asked of any.
    """
    words = content_words(question)
    subject = _weights(lexical, [word for word in words if word not in _ASKED_OF_ANYTHING])
    weights = subject or _weights(lexical, words)  # "how high is the fee"
    passage = hit.passage
    path = " ".join((passage.page_title, *passage.headings))
    said = set(terms(f"{path} {sentence.text}"))
    held = sum(weight for term, weight in weights.items() if term in said)
    return held / sum(weights.values()) if weights else 0.0


def _weights(lexical: Lexical, words: Sequence[str]) -> dict[str, float]:
    rare = range(1, max(2, int(lexical.passages * COMMON)))
    named = {term for word in words for term in terms(word)}
    return {term: idf(lexical, term) for term in named if lexical.document_frequency(term) in rare}
