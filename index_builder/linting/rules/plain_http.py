"""PB104: a link or an image over http, which anyone on the way can read and change."""

from collections.abc import Iterator

from index_builder.linting.addressing import EXAMPLES, is_below, split_address
from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.linted_folder import LintedFolder

# Names that are never looked up on the Internet (RFC 6761 and 6762; ICANN for "internal").
_LOCAL = ("localhost", "local", "internal")


def _check(folder: LintedFolder) -> Iterator[Fault]:
    for page in folder.pages:
        targets = [(link.target, link.line, "link to") for link in page.parts.links]
        targets += [(image.source, image.line, "image") for image in page.parts.images]
        for target, line, what in targets:
            split = split_address(target)
            if split and split.scheme == "http" and _is_public(split.hostname or ""):
                yield Fault(
                    path=page.path,
                    line=line,
                    sentence=f"The {what} {target} is not encrypted",
                    fix="write https://, after checking that it opens the same page",
                )


def _is_public(host: str) -> bool:
    if is_below(host, (*_LOCAL, *EXAMPLES)):
        return False
    return "." in host and not host.replace(".", "").isdecimal()


RULE = LintRule(
    code="PB104",
    name="plain-http",
    severity="warning",
    summary="A link or an image over http: instead of https:.",
    check=_check,
)
