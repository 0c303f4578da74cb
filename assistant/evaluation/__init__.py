"""How good the answers are: judged questions scored, and used as tests of the content.

`diffing` and the command line import it. It asks as everybody does, through `answer.py`, and
imports whatever that imports; heavy modules load only when they are needed.
"""
