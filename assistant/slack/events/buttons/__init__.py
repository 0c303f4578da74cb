"""Buttons beneath a reply and the dialogs they open, one button a file.

Only `registry.py` imports them; what they share is in `button_press.py` and `passing_on.py`.
"""
