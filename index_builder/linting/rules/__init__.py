"""The rules, one a file; `registry.py` beside this folder has them in reading order.

Only the registry imports them.
"""
