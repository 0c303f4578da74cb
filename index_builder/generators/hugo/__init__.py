"""Hugo with Goldmark. Only `registry.py` imports it, by `generator.py`."""
