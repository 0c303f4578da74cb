"""Passages' texts and a glossary -> the vocabulary that the index keeps. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from index_builder.index.learned_vocabulary import (
    FEWEST_LETTERS,
    MOST_LETTERS,
    LearnedVocabulary,
    folded,
    times_in,
    word_frequencies,
)
from index_builder.learning.acronyms import Explanation, acronyms, settled
from index_builder.learning.usual_names import usual_names

# An acronym that occurs once may be chance, or a word in capitals.
_TIMES = 2
_ACRONYM = re.compile(rf"(?<![\w&/-])([A-Z]{{{FEWEST_LETTERS},{MOST_LETTERS}}})s?(?![\w&/-])")


def learn(
    texts: Sequence[str],
    glossary: Sequence[tuple[str, ...]] = (),
    explained: Iterable[Explanation] | None = None,
) -> LearnedVocabulary:
    """Return the vocabulary of the passages' texts, title paths included.

    `glossary` holds rows as `read_glossary` returns them: an editor's names count as the playbook's
    words too, and come before what was learned. `explained` is what `explanations` gives for the
    texts, in their order, if the caller has kept it.
    """
    folded_texts = folded(texts)
    folded_rows = folded(name for row in glossary for name in row)
    folded_all = "\n".join(filter(None, (folded_texts, folded_rows)))
    frequencies = word_frequencies(folded_all)

    def times(name: str) -> int:
        key = name.casefold()
        return frequencies[key] if key.isalnum() else times_in(folded_all, key)

    long_forms = acronyms(texts) if explained is None else settled(explained, folded_texts)
    return LearnedVocabulary(
        frequencies=frequencies,
        names=tuple(usual_names(long_forms, glossary, times)),
        unexplained=_unexplained(texts, long_forms.keys()),
    )


def _unexplained(texts: Iterable[str], explained: Iterable[str]) -> frozenset[str]:
    times = Counter(match[1] for text in texts for match in _ACRONYM.finditer(text))
    often = {short for short, count in times.items() if count >= _TIMES}
    return frozenset(often.difference(explained))
