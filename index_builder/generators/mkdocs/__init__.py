"""MkDocs with Python-Markdown. Only `registry.py` imports it, by `generator.py`."""
