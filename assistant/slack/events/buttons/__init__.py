"""Buttons below a reply and the dialogs they open, one purpose a file.

Only `registry.py` imports them; what they share is in `button_press.py`.
"""
