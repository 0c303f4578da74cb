"""How the shipped weights are made: `python -m tests.relevance.training DATA`.

`index_builder/models/trained/MODEL_CARD.md` describes the recipe, its data and what it gives;
`python -m tests.relevance.handbooks` says what the weights are worth on held-out handbooks.
"""
