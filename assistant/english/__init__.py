"""Everything that knows English: closed lists of words, figures, clauses, a lexicon.

Whatever reads a question or a page may import it. It imports the contract of the index alone, which
has the grammar that the builder needs too: `function_words.py`, `inflection.py`. A playbook in
another language needs its counterpart; the sentences that the program says are in `phrases`.
"""
