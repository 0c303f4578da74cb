"""What was trained for handbooks: a reader, and a projection that makes token vectors smaller.

Both go on from the published encoder, which stays as it is. Only the write side comes here, to
export them into an index; `tests/relevance/training` makes the weights. It may import the shared
words of `index_builder` and torch, nothing of the assistant.
"""
