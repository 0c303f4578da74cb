"""The bot, `playbook slack`: hears questions, replies in Slack, remembers what it was asked.

Only the command line imports it. The bot imports the rest of the assistant, which knows nothing of
Slack. `pyproject.toml` has the order of its rooms: each may import only those below it.
"""
