"""How good the answers are: judged questions scored, and used as tests of the content.

`eval_command` is `playbook eval`, `check_command` is `playbook check`. Only they, `question_file`,
`page_text` and `saved_report` read or write; `collection` and `outcomes` ask an index; the rest
is pure.
"""
