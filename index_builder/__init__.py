"""The index builder: Markdown pages in, a published index out.

Of it, the assistant imports only `index`, the contract. It never imports the assistant. Its rooms
stand above one another as in `pyproject.toml`: verifying and linting, building, rendering, models
and splitting, reading, generators, storage, index.
"""
