"""Hugo with Goldmark. Only `registry.py` imports it, through `generator.py`."""
