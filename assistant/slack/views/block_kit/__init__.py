"""Slack's Block Kit: its elements, the limits of a message, and text that is safe to put in one.

The rest of `views` imports it. It imports only `index_builder.index`.
"""
