"""How good the answers are: judged questions scored by the field's measures.

`python -m tests.relevance --help` says how to run it. `scoring`, `judging`, `abstention` and
`intervals` are pure; `question_file`, `bench`, `corpus` and `command` read and write.
"""
