"""Whom the playbook itself names to turn to, where it has no answer."""

from collections.abc import Sequence

from assistant.answering.citation import Citation, cite
from assistant.answering.confidence import idf
from assistant.answering.marking import Marks, sentence_scores
from assistant.answering.retrieval import Hit
from assistant.english.closed_words import content_words
from assistant.english.statements import ANY_QUESTION, TURN_TO
from index_builder.index.embedding import QueryEmbedding
from index_builder.index.generation import Generation
from index_builder.index.lexical import Lexical, terms
from index_builder.index.passage import Sentence

NEAR = 5  # passages around the question in which a contact counts as being of its topic


ABOUT = 0.34  # of the idf of what a question names, in a sentence that names a contact for it
COMMON = 0.2  # of the passages


def contact(
    generation: Generation, asked: QueryEmbedding, question: str, hits: Sequence[Hit]
) -> Citation | None:
    """Return the sentence nearest to the question that names a contact for its very subject.

    A contact for something else is no help and looks like one: the sentence, under its title path,
    must have a third of what the question names, rare words counting more, or say that it is for
    any question.
    """
    best: tuple[float, Hit, Marks] | None = None
    for hit in hits[:NEAR]:
        scores = sentence_scores(generation, asked, question, hit)
        for sentence, score in zip(hit.passage.sentences, scores, strict=False):
            if not TURN_TO.search(sentence.text) or (best is not None and score <= best[0]):
                continue
            if ANY_QUESTION.search(sentence.text) or _is_about(
                generation.lexical, question, hit, sentence
            ):
                best = score, hit, Marks(sentences=(sentence,), run=(sentence,))
    return cite(generation, best[1], best[2]) if best else None


def _is_about(lexical: Lexical, question: str, hit: Hit, sentence: Sentence) -> bool:
    """Whether a sentence, under its title path, has a third of what the question names.

    What no passage has is not counted: that is why there is no answer. Nor is what a fifth of them
    have, which says nothing about the subject.
    """
    named = {term for word in content_words(question) for term in terms(word)}
    rare = range(1, max(2, int(lexical.passages * COMMON)))
    weights = {
        term: idf(lexical, term) for term in named if lexical.document_frequency(term) in rare
    }
    passage = hit.passage
    path = " ".join((passage.page_title, *passage.headings))
    said = set(terms(f"{path} {sentence.text}"))
    return sum(held for term, held in weights.items() if term in said) > ABOUT * sum(
        weights.values()
    )
