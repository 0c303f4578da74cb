"""`playbook verify`: is the index whole, does the content still say so, does a citation hold?

Only the command line imports it. It imports `building` and what is below.
"""
