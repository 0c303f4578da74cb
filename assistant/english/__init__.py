"""What is English: closed lists of words, inflection, figures, clauses, a lexicon.

Whatever reads a question or a page may import it. It imports nothing of ours.
"""
