"""What the bot remembers, in one SQLite file that several processes may share.

`replies` and what is above import it. It imports nothing of the bot.
"""
