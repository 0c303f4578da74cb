"""The contract: what an index holds, how it is read, and how two generations compare.

Both packages may import everything here, the assistant nothing else of this package. It imports
no other room, so reading an index takes neither torch nor a Markdown parser.
"""
