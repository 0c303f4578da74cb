"""How findings are written, one format a file, each a pure function of a result.

Only the command imports them.
"""
