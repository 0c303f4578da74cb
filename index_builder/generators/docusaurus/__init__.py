"""Docusaurus 3 with MDX.

Only `registry.py` imports it, by `generator.py`. It imports how GitHub counts repeated slugs.
"""
