"""What Slack sends, one kind in each file; each registers its listener, which hands over at once.

`app.py` imports `registry.py`, which has their order. They import `bot.py` and the rooms below.
"""
