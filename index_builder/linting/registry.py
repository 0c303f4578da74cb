"""All rules, in the order of their codes: the first figure is the group.

0 pages, 1 links, 2 addresses, 3 headings, 4 images and tables, 5 words and people, 6 names.
"""

from index_builder.linting.finding import LintRule
from index_builder.linting.rules import (
    broken_anchor,
    broken_link,
    dated_statement,
    foreign_permalink,
    long_section,
    missing_alt_text,
    misspelt_permalink,
    name_of_two_targets,
    other_name,
    personal_address,
    personal_name,
    plain_http,
    print_view,
    ragged_row,
    shared_address,
    shifting_anchor,
    unknown_setting,
    unread_front_matter,
    unreadable_page,
    unsettled_acronym,
    vague_link_text,
    wrong_part_named,
)

LINT_RULES: tuple[LintRule, ...] = tuple(
    module.RULE
    for module in (
        unreadable_page,
        unread_front_matter,
        unknown_setting,
        broken_link,
        broken_anchor,
        print_view,
        plain_http,
        vague_link_text,
        shared_address,
        misspelt_permalink,
        foreign_permalink,
        shifting_anchor,
        long_section,
        missing_alt_text,
        ragged_row,
        dated_statement,
        personal_address,
        personal_name,
        name_of_two_targets,
        wrong_part_named,
        unsettled_acronym,
        other_name,
    )
)


def rules_table() -> str:
    """Return a Markdown table of all rules: code, severity, name, what each reports."""
    rows = [
        f"| {rule.code} | {rule.severity} | {rule.name} | {rule.summary} |" for rule in LINT_RULES
    ]
    return "\n".join(["| code | severity | name | what it reports |", "|---|---|---|---|", *rows])
