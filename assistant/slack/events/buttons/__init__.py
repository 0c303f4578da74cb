"""The buttons in messages, and the dialogs that two of them open.

Only `registry.py` imports them; what they share, also with App Home, is in `button_press.py`.
"""
