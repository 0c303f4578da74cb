"""Every fixed sentence the program says; another language is another mapping of the same codes.

Everything that speaks to people may import it. It imports nothing of ours.
"""
