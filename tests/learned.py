"""Vocabularies of texts: learned as a build does, opened as the assistant does."""

from collections.abc import Callable, Sequence

from assistant.asking.rewriting import Vocabulary, open_vocabulary
from assistant.english.lexicon import Lexicon, english
from index_builder.index.learned_vocabulary import folded
from index_builder.index.lexical import terms
from index_builder.learning.vocabulary_learner import learn


def vocabulary_of(
    texts: Sequence[str],
    *,
    glossary: Sequence[tuple[str, ...]] = (),
    is_ordinary: Callable[[str], bool],
    lexicon: Lexicon | None = None,
) -> Vocabulary:
    """Return the vocabulary of passages with these texts."""
    names = [name for row in glossary for name in row]
    stems = frozenset(terms(" ".join([*texts, *names])))
    return open_vocabulary(
        learn(texts, glossary),
        read_text=lambda: folded([*texts, *names]),
        has_term=stems.__contains__,
        is_ordinary=is_ordinary,
        lexicon=lexicon or english(),
    )
