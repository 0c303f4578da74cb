"""How findings are written, one form a file: each a pure function of a result.

Only the command imports them.
"""
