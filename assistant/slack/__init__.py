"""The bot, `playbook slack`: hears questions, replies in Slack, remembers what it was asked.

Only the command line imports it. It imports the rest of the assistant, which knows nothing of
Slack. Its rooms stand above one another as in `pyproject.toml`.
"""
