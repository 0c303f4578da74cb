"""The buttons in messages and App Home, and the dialogs that two of them open.

Only `registry.py` imports them; what they share is in `button_press.py`.
"""
