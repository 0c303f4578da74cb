"""What was trained for handbooks: a reader, and a projection that makes token vectors smaller.

Only `models` imports it; MODEL_CARD.md says how it was made.
"""
