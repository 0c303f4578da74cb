"""BM25: what is read back scores as bm25s itself does."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index_builder.index.lexical import K1, LEXICAL_FILES, B, LexicalIndex, lexical_files, terms

WORDS = st.lists(st.sampled_from("data share agency state's laws goat 2 a".split()), max_size=8)
TEXTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=6).filter(
    lambda texts: any(terms(text) for text in texts)
)
QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def written(texts):
    return LexicalIndex.read(lexical_files(texts))


@QUICK
@given(texts=TEXTS, question=WORDS.map(" ".join))
def test_scores_are_those_of_bm25s(texts, question):
    """A question's scores are what bm25s gives for its terms, repeated ones counted each time."""
    from bm25s import BM25

    lexical = written(texts)
    theirs = BM25(k1=K1, b=B, method="lucene", backend="numpy")
    theirs.index([terms(text) for text in texts], show_progress=False)
    known = [term for term in terms(question) if term in theirs.vocab_dict]
    wanted = theirs.get_scores(known) if known else np.zeros(len(texts), np.float32)
    assert np.array_equal(lexical.scores(question), wanted)


@QUICK
@given(texts=TEXTS, term=st.sampled_from(["data", "law", "goat", "state", "never"]))
def test_document_frequency_counts_passages(texts, term):
    """A term counts once a passage, however often it stands there."""
    lexical = written(texts)
    assert lexical.document_frequency(term) == sum(term in terms(text) for text in texts)


def test_a_passage_without_words_is_a_row_too():
    """Row i stays passage i: an empty text has score 0 and shifts no other."""
    lexical = written(["", "goats eat hay", "***"])
    assert lexical.passages == 3
    assert [float(score) > 0 for score in lexical.scores("goats")] == [False, True, False]


@pytest.mark.parametrize("spoiled", LEXICAL_FILES)
def test_other_files_are_a_value_error(tmp_path, spoiled):
    """What is not one of our arrays is recognised before it is used; nothing is unpickled."""
    files = lexical_files(["goats eat hay"])
    pickled = tmp_path / "pickled.npy"
    np.save(pickled, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    others = [b"", b"{", b"[]", pickled.read_bytes()]
    for other in others:
        if spoiled.startswith("vocab") and other == b"[]":
            continue
        with pytest.raises(ValueError):
            LexicalIndex.read({**files, spoiled: other})


def test_apostrophes_are_one_sign():
    """Typographic and typewriter apostrophes give the same terms."""
    assert terms("The state\N{RIGHT SINGLE QUOTATION MARK}s laws") == terms("the STATE'S laws")
