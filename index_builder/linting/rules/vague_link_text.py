"""PB105: a link whose text says nothing about its target; WCAG 2.2, 2.4.4 (Link Purpose)."""

from collections.abc import Iterator

from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.linted_folder import LintedFolder

_VAGUE = frozenset(
    {
        "click", "click here", "click on this link", "click this link", "find out more",
        "follow this link", "go here", "here", "learn more", "link", "links", "more",
        "more here", "more info", "page", "read here", "read more", "read this", "see here",
        "see more", "site", "this", "this link", "this one", "this page", "this site",
        "this website", "website",
    }
)  # fmt: skip
_AROUND = " .,;:!?()[]'\"»«›‹→>“”‘’…"


def _check(folder: LintedFolder) -> Iterator[Fault]:
    for page in folder.pages:
        for link in page.parts.links:
            text = link.text.strip(_AROUND)
            if not text and not link.holds_image and link.target:
                sentence = f"The link to {link.target} has no text, so nobody sees it"
            elif text.casefold() in _VAGUE:
                sentence = f"The link text “{text}” doesn't say where {link.target} leads"
            else:
                continue
            fix = "name what it opens, such as the title of that page"
            yield Fault(path=page.path, line=link.line, sentence=sentence, fix=fix)


RULE = LintRule(
    code="PB105",
    name="vague-link-text",
    severity="warning",
    summary="A link text such as “here”, or none, says nothing about what it opens.",
    check=_check,
)
