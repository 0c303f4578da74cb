"""A parsed page becomes HTML that is safe to show: its words and structure, nothing that runs.

`building` imports it. It imports `splitting`, whose tokens it renders, and `index`.
"""
