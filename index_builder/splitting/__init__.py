"""A page into passages: parse, find sections, pack whole blocks, account for every line."""
