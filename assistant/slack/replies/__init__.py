"""From a question that was taken to its one message in Slack: composed, queued, delivered.

`bot.py` and the rooms above import it; it imports `memory`, `views`, `metrics` and `setup`.
"""
