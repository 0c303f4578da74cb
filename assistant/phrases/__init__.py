"""Every fixed sentence the program says, by code: `phrasebook.phrase` returns one.

Everything that speaks to people may import it. It imports nothing of ours.
"""
