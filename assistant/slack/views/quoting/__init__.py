"""A passage as rich text: its parts, which of them fit, lists, tables and code behind one bar.

The messages in `views` import it. It imports `block_kit`.
"""
