"""Jekyll 4 with kramdown. Only `registry.py` imports it, through `generator.py`."""
