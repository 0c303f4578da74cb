"""PB401: an image without text for people who can't see it; WCAG 2.2, 1.1.1 (Non-text Content)."""

from collections.abc import Iterator

from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.linted_folder import LintedFolder


def _check(folder: LintedFolder) -> Iterator[Fault]:
    for page in folder.pages:
        for image in page.parts.images:
            if image.alt is None:
                yield Fault(
                    path=page.path,
                    line=image.line,
                    sentence=f"The image {image.source or '(no address)'} has no alternative text",
                    fix="say in the brackets what it shows; if it is only decoration, write "
                    'alt="" in HTML',
                )


RULE = LintRule(
    code="PB401",
    name="missing-alt-text",
    severity="warning",
    summary="An image has no alternative text.",
    check=_check,
)
