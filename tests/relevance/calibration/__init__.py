"""How the reader's constants are fitted: `python -m tests.relevance.calibration DUMP …`.

Every choice is made on all handbooks but one and judged on that one; handbooks, and the classes of
their questions, count alike in every fit. The dumps are those of `tests.relevance.handbooks`.
"""
