"""The bot as a process: started, checked, following the index, taking over what others left.

Only `command.py` imports it. It imports every other room of the bot but `preview`.
"""
