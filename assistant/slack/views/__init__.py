"""What people see in Slack: pure functions from an answer to Block Kit.

`replies`, `bot.py`, `events`, `running` and `preview` import it. It imports no library of Slack's,
and nothing with side effects.
"""
