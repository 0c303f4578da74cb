"""Docusaurus 3 with MDX. Only `registry.py` imports it, by `generator.py`; it counts repeated
slugs as GitHub does, and imports that.
"""
