"""GitHub's own view of a repository.

`registry.py` imports it, by `generator.py`; Docusaurus imports its slugs.
"""
