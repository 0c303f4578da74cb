"""The model trained for handbooks: an encoder that bridges words, and a reader that goes on.

Only the write side comes here, to export both into an index; `tests/relevance/training` makes the
weights. It may import the shared words of `index_builder` and torch, nothing of the assistant.
"""
