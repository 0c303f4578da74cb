"""How Slack reaches the process: HTTP with what guards it, and whether the socket hears.

Only `running` imports it. It imports `setup`.
"""
