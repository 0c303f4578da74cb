"""The rules as a table, for `--rules` and the documentation."""

from index_builder.linting.registry import RULES


def rules_table() -> str:
    """Return a Markdown table of all rules: code, severity, name, what each reports."""
    rows = [f"| {rule.code} | {rule.severity} | {rule.name} | {rule.summary} |" for rule in RULES]
    return "\n".join(["| code | severity | name | what it reports |", "|---|---|---|---|", *rows])
