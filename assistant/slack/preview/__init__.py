"""`playbook preview`: what the bot would post, as Block Kit JSON and as HTML, without a workspace.

Only the command line imports it. It imports `views`.
"""
