"""App Home and the bot's own conversation, opened.

Only `registry.py` imports them.
"""
