"""What somebody typed becomes what is looked up: threads, parts, names, typing errors, vocabulary.

`answering` and `answer.py` import it. It imports `english` and the contract of the index.
"""
