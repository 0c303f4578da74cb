"""How good the answers are over many handbooks: `python -m tests.relevance.handbooks --help`.

Each question is asked once of each index, and what came of it is kept as a dump. Every figure, and
everything that `tests.relevance.calibration` fits, is made from dumps alone, without a model.
"""
