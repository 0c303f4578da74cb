"""Somebody opens App Home, asks in it, or opens the conversation with the bot.

Only `registry.py` imports them.
"""
