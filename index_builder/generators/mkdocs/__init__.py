"""MkDocs with Python-Markdown. Only `registry.py` imports it, through `generator.py`."""
