"""Whom the playbook itself names to turn to, where it has no answer."""

import re
from collections.abc import Sequence

from assistant.citing import Citation, cite
from assistant.quoting import Marks, sentence_scores
from assistant.retrieval import Hit
from index_builder.embedding import QueryEmbedding
from index_builder.generation import Generation

NEAR = 5  # passages around the question in which a contact counts as being of its topic

# A sentence that tells readers to turn to somebody: an instruction with a person, office or number
# behind it, or that names who is there for it. Not "phone numbers", "called" or "contact details":
# the verbs that are nouns too need an object, a determiner or a name. English.
_TURN_TO = re.compile(
    r"\b(?:(?i:contact|call|e-?mail|phone|telephone)"
    r" (?:(?i:your|our|the|us|them|him|her|an?|its|their)\b|[A-Z+\d]|\(\d)"
    r"|(?i:(?:main|first|your) (?:point of )?contact (?:for|person|is)|point of contact"
    r"|(?:write|reach out|turn|speak|talk) to|get in touch with"
    r"|ask (?:your|the)|(?:the|our|your) help (?:desk|line))\b)"
)


def contact(
    generation: Generation, asked: QueryEmbedding, question: str, hits: Sequence[Hit]
) -> Citation | None:
    """Return the sentence nearest to the question that names a contact, as a citation."""
    best: tuple[float, Hit, Marks] | None = None
    for hit in hits[:NEAR]:
        scores = sentence_scores(generation, asked, question, hit)
        for sentence, score in zip(hit.passage.sentences, scores, strict=False):
            if _TURN_TO.search(sentence.text) and (best is None or score > best[0]):
                best = score, hit, Marks(sentences=(sentence,), run=(sentence,))
    return cite(generation, best[1], best[2]) if best else None
