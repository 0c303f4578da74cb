"""Eleventy 3: its settings are a program, of which what addresses need is read.

Only `registry.py` imports it, through `generator.py`.
"""
