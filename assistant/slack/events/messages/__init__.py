"""Messages: who said what to whom, whether it is a question for the bot, and taking it.

`registry.py` imports the listeners; the commands import only `hearing.py`.
"""
