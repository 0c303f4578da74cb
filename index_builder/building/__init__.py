"""`playbook index`: content into a published generation, reusing what the cache has.

`verifying` imports the part that cuts pages, the assistant's wiring the build itself. This room
imports every room below it.
"""
