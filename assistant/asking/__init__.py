"""Turns what somebody typed into what is looked up: threads, parts, names, typos, vocabulary.

`answering`, `answer.py` and `evaluation` import it. It imports `english` and the contract of the
index.
"""
