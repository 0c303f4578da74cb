"""Everything that knows English: closed lists of words, inflection, figures, clauses, a lexicon.

Whatever reads a question or a page may import it. It imports nothing of ours. A playbook in another
language needs its counterpart; the sentences that the program says are in `phrases`.
"""
