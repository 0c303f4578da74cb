"""How good the answers are over many handbooks: `python -m tests.relevance.handbooks --help`.

Each question is asked once of each index and what came of it kept as a dump; every figure, and what
`tests.relevance.calibration` fits, is made from dumps alone, without a model.
"""
