"""`playbook index`: content into a published generation, what is known already taken from the cache.

`verifying` imports what cuts pages as a build does, the assistant's wiring the build itself. It
imports every room below it.
"""
