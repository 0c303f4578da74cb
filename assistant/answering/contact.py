"""The contact the playbook gives when it has no answer."""

from collections.abc import Sequence

from assistant.answering.citation import Citation, cite
from assistant.answering.confidence import idf
from assistant.answering.marking import Marks, likenesses
from assistant.answering.retrieval import Hit
from assistant.english.closed_words import content_words
from assistant.english.statements import ANY_QUESTION, ASKED_OF_ANYTHING, TURN_TO
from index_builder.index.embedding import QueryEmbedding
from index_builder.index.generation import Generation
from index_builder.index.lexical import LexicalIndex, terms
from index_builder.index.passage import Sentence

NEAR = 8  # how many of the best passages may give a contact for the question's topic

# How much of what a question names a contact's sentence must have, as a share of its idf; and how
# much if the contact is for any question. Chosen on `content/`, an earlier playbook and one
# handbook (DECISIONS.md, "Whom to ask"): from .36 to .45 nothing changes there.
ABOUT, ABOUT_ANY = 0.4, 0.1
COMMON = 0.2  # a term that is in this share of the passages says nothing about the subject


def contact(
    generation: Generation, asked: QueryEmbedding, question: str, hits: Sequence[Hit]
) -> Citation | None:
    """Return the sentence nearest to the question that names a contact for exactly its subject.

    A contact for something else looks helpful and is not. So the sentence, with its title path,
    must have much of what the question names, rare words counting more; less is enough if the
    contact is for any question.
    """
    best: tuple[float, Hit, Marks] | None = None
    for hit in hits[:NEAR]:
        scores = likenesses(generation, asked, question, hit.row)
        for sentence, score in zip(hit.passage.sentences, scores, strict=False):
            if not TURN_TO.search(sentence.text) or (best is not None and score <= best[0]):
                continue
            least = ABOUT_ANY if ANY_QUESTION.search(sentence.text) else ABOUT
            if _about(generation.lexical, question, hit, sentence) > least:
                best = score, hit, Marks(sentences=(sentence,), run=(sentence,))
    return cite(generation, best[1], best[2]) if best else None


def _about(lexical: LexicalIndex, question: str, hit: Hit, sentence: Sentence) -> float:
    """Return the share of what a question names that a sentence and its title path have, 0 to 1.

    Words that no passage has don't count: they are why there is no answer. Nor do words that a
    fifth of the passages have, which say nothing about the subject; nor, if the question names
    anything else, words that can be asked of any subject.
    """
    words = content_words(question)
    subject = _weights(lexical, [word for word in words if word not in ASKED_OF_ANYTHING])
    weights = subject or _weights(lexical, words)  # "how high is the fee"
    passage = hit.passage
    path = " ".join((passage.page_title, *passage.headings))
    said = set(terms(f"{path} {sentence.text}"))
    covered = sum(weight for term, weight in weights.items() if term in said)
    return covered / sum(weights.values()) if weights else 0.0


def _weights(lexical: LexicalIndex, words: Sequence[str]) -> dict[str, float]:
    rare = range(1, max(2, int(lexical.passages * COMMON)))
    named = {term for word in words for term in terms(word)}
    return {term: idf(lexical, term) for term in named if lexical.document_frequency(term) in rare}
