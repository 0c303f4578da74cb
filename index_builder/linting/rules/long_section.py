"""PB302: a long section without a subheading to find one's place by."""

from collections.abc import Iterator

from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.linted_folder import LintedFolder
from index_builder.splitting.blocks import Block
from index_builder.splitting.sections import sections_of

# Words of running text, with lists but without tables and code. This is two screens of reading; of
# 1,000 sections in three real handbooks, fewer than one in fifty is longer.
MOST_WORDS = 500
_SHOWN_NOT_READ = ("table", "fence", "code_block", "html_block")


def _check(folder: LintedFolder) -> Iterator[Fault]:
    for page in folder.pages:
        sections, _ = sections_of(page.document.blocks, page.document.headings)
        for section in sections:
            words = sum(_words(block) for block in section.blocks)
            if words > MOST_WORDS:
                first = section.heading.lines[0] if section.heading else section.first_line
                named = f"“{section.heading.text}”" if section.heading else "before any heading"
                yield Fault(
                    path=page.path,
                    line=first + 1,
                    sentence=f"The section {named} has {words} words, more than {MOST_WORDS}, "
                    "and no subheading",
                    fix="split it with subheadings that say what each part answers",
                )


def _words(block: Block) -> int:
    return 0 if block.kind in _SHOWN_NOT_READ else len(block.text.split())


RULE = LintRule(
    code="PB302",
    name="long-section",
    severity="note",
    summary=f"A section has more than {MOST_WORDS} words and no subheading.",
    check=_check,
)
