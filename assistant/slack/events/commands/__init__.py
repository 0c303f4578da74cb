"""The slash command and the message shortcut; only the person who used them sees the reply.

Only `registry.py` imports them.
"""
