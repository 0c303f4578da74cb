"""What a playbook calls things, learned from its passages: words, names, acronyms.

`building`, `verifying` and `linting` import it. It imports only the contract of the index.
"""
