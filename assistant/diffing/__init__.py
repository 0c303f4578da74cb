"""What changed from one generation of the index to another, for editors and reviewers.

Only the command line imports it. It imports `evaluation`, for the questions that a change touches.
"""
