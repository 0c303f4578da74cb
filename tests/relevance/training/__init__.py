"""How the shipped weights are made: `python -m tests.relevance.training DATA`.

The recipe, its data and what it gives are told in `index_builder/models/trained/MODEL_CARD.md`;
what the weights are worth on held-out handbooks, `python -m tests.relevance.handbooks` says.
"""
