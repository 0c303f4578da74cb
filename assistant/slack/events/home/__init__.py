"""Somebody opens App Home or the conversation with the bot.

Only `registry.py` imports them.
"""
