"""What several rules for anchors need: a heading, its inline pieces, which characters are words.

The generators import it. It imports nothing of ours.
"""
