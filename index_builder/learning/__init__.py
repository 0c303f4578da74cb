"""What a playbook calls things, learned from its passages: words, names, acronyms.

`building`, `verifying` and `linting` import it. It imports the contract of the index alone.
"""
