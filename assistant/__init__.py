"""The assistant: finds the passage that answers a question, and shows it word for word.

Nothing imports this package; of `index_builder` it imports only `index_builder.index`, but for
`wiring.py`, which may call the builder. Its rooms stand above one another as in `pyproject.toml`.
"""
