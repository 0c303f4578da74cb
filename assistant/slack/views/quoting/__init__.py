"""A passage as rich text: its parts, how many fit, and lists, tables and code beside one bar.

The messages in `views` import it. Of the bot, it imports only `block_kit`.
"""
