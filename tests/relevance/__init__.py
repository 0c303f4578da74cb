"""What the project is measured by: benches, and content that is indexed for measuring.

`python -m tests.relevance --help` says how to run it. The measures, and the code that judges by
them, are in `assistant.evaluation`.
"""
