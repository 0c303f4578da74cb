"""How Slack reaches the process: by HTTP, behind a guard, or by a socket, which is watched.

Only `running` imports it. It imports `setup`.
"""
