"""The buttons in messages and App Home, and the dialog that one of them opens.

Only `registry.py` imports them; what they share is in `button_press.py`.
"""
