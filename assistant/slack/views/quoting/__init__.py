"""A passage as rich text: its parts, which of them fit, lists, tables and code behind one bar.

The messages in `views` import it. Of the bot, it imports only `block_kit`.
"""
