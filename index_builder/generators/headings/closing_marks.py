"""The closing "#"s of a heading, which several generators drop before an attribute list."""


def without_closing(source: str) -> str:
    """Drop the closing "#"s that stood before a list; the parser took those at the very end."""
    stripped = source.rstrip()
    bare = stripped.rstrip("#")
    return bare.rstrip() if bare != stripped and (not bare or bare[-1] in " \t") else stripped
