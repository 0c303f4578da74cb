"""Passages become an answer: retrieval, how sure it is, what is marked, how it is cited.

`answer.py` and what shows or judges answers import it. It imports `asking`, `english` and the
contract of the index.
"""
