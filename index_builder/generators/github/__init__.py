"""GitHub's own view of a repository.

`registry.py` imports it, through `generator.py`; Docusaurus imports its slugs.
"""
