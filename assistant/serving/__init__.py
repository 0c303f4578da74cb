"""`playbook serve`: the playbook's pages and a box to ask in, in a browser on one's own machine.

Nothing imports it: `cli.py` loads its command by name. It may import what the command line may,
and `hosting`. Its views are pure: a site and an answer in, HTML out.
"""
