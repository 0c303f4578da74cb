"""The bot as a process: it starts, checks, follows the index, and takes over what others left.

Only `command.py` imports it. It may import every other room of the bot except `preview`.
"""
