"""What the bot remembers, in one SQLite file that several processes may share.

`replies` and the rooms above import it; it imports no other room of the bot.
"""
