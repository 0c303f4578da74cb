"""`playbook lint`: what an editor should correct; one rule a file, over the parse of the index.

Only the command line imports it. It imports `splitting`, `reading` and `generators`, never a model.
"""
