"""`playbook index`: content into a published generation, reusing what the cache has.

`verifying` imports what cuts pages as a build does, the assistant's wiring the build itself. It
imports every room below it.
"""
