"""How good the answers are: judged questions scored, and used as tests of the content.

`eval_command` is `playbook eval`, `check_command` is `playbook check`. Files are read in `rows`,
`page_text` and `sides`; `collection` and `outcomes` ask an index; the rest is pure.
"""
