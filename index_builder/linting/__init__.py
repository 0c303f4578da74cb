"""`playbook lint`: what an editor should fix; one rule per file, over the same parse as the index.

Only the command line imports it. It imports `splitting`, `reading`, `learning`, `generators` and
`storage`, never a model.
"""
