"""The slash command and the message shortcut; only whoever chose them sees the reply.

Only `registry.py` imports them.
"""
