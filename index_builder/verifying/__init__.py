"""`playbook verify`: is the index whole, is it still current, does a citation still hold?

Only the command line imports it. It imports `building` and the rooms below.
"""
