"""What Slack sends, one kind a file; each registers itself and hands over at once.

`app.py` imports `registry.py`, which has their order. They import `bot.py` and what is below.
"""
