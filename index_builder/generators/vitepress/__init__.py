"""VitePress 1.

Only `registry.py` imports it, through `generator.py`.
"""
