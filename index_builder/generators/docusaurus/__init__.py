"""Docusaurus 3 with MDX.

Only `registry.py` imports it, through `generator.py`. It imports GitHub's slugs.
"""
