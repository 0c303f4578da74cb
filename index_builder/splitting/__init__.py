"""A page becomes passages: parse, find sections, pack whole blocks, account for every line.

`building`, `rendering`, `linting` and `verifying` import it. It imports `reading` and `generators`.
"""
