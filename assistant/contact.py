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
# behind it. English.
_TURN_TO = re.compile(
    r"\b(?:contact|call|e-?mail|phone|telephone|write to|reach out to|turn to|get in touch with"
    r"|speak to|talk to|ask (?:your|the)|help (?:desk|line))\b",
    re.IGNORECASE,
)


def contact(
    generation: Generation, asked: QueryEmbedding, question: str, hits: Sequence[Hit]
) -> Citation | None:
    """Return the sentence nearest to the question that names a contact, as a citation."""
    best: tuple[float, Hit, Marks] | None = None
    for hit in hits[:NEAR]:
        scores = sentence_scores(generation, asked, question, hit.row)
        for sentence, score in zip(hit.passage.sentences, scores, strict=False):
            if _TURN_TO.search(sentence.text) and (best is None or score > best[0]):
                best = score, hit, Marks(sentences=(sentence,), run=(sentence,))
    return cite(generation, best[1], best[2]) if best else None
