"""The assistant: finds the passage that answers a question, and shows it word for word.

Nothing imports this package. Of `index_builder` it imports only `index_builder.index`, except that
`wiring.py` may call the builder and `cli.py` loads the builder's commands by name. `pyproject.toml`
says which of its folders may import which.
"""
