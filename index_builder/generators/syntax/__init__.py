"""What Markdown a site's pages are written in, and rules of a parser that several sites need.

The generators import it, and so does `splitting`. It imports nothing of ours.
"""
