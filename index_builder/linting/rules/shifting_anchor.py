"""PB301: a heading that only a number in its anchor distinguishes from an earlier one."""

import re
from collections.abc import Iterator

from index_builder.generators.headings.anchor_style import Heading
from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.linted_page import LintedPage
from index_builder.splitting.page_headings import OpenHeading

_COUNTED = re.compile(r"[-_]\d+")  # what generators put after an anchor that is taken


def _check(folder: LintedFolder) -> Iterator[Fault]:
    for page in folder.pages if folder.anchors_known else ():
        first: dict[str, OpenHeading] = {}
        for _, heading in sorted(page.document.headings.items()):
            if not heading.anchor or not page.page.rendered:
                continue
            alone = _alone(folder, heading)
            earlier = first.setdefault(alone, heading)
            is_counted = heading.anchor.startswith(alone) and _COUNTED.fullmatch(
                heading.anchor[len(alone) :]
            )
            if earlier is not heading and is_counted:
                yield _fault(page, heading, earlier)


def _alone(folder: LintedFolder, heading: OpenHeading) -> str:
    """Return the anchor of a heading of this name on a page of its own."""
    named = Heading(level=heading.level, source=heading.text, text=heading.text)
    return folder.style.anchors([named])[0]


def _fault(page: LintedPage, heading: OpenHeading, earlier: OpenHeading) -> Fault:
    return Fault(
        path=page.path,
        line=heading.lines[0] + 1,
        sentence=f"The heading “{heading.text}” is also on line {earlier.lines[0] + 1}, so its "
        f"anchor is #{heading.anchor} and changes with the number of headings before it",
        fix="give it a name of its own, or an id that stays: {#its-name}",
    )


RULE = LintRule(
    code="PB301",
    name="shifting-anchor",
    severity="warning",
    summary="A heading repeats an earlier one, so that its anchor shifts.",
    check=_check,
)
