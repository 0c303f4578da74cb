"""From a question that was taken to its one message in Slack: composed, queued, delivered.

`bot.py` and what is above import it. It imports `memory`, `views`, `metrics` and `setup`.
"""
