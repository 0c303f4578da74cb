"""The contract: what an index holds, how it is read, and how two generations compare.

Both packages may import everything here; the assistant may import nothing else of `index_builder`.
It imports no other room, so reading an index takes neither torch nor a Markdown parser.
"""
