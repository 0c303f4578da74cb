"""PB101: a link or an image inside the site that opens nothing."""

from collections.abc import Iterator, Mapping

from rapidfuzz.fuzz import ratio

from index_builder.linting.addressing import address_key
from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.link_targets import LinkTarget, Resolver
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.linted_page import LintedPage

_NEAR = 80  # percent alike, of addresses' last parts: misspelt or shortened, not another page's


def _check(folder: LintedFolder) -> Iterator[Fault]:
    resolver = Resolver(folder=folder)
    for page in folder.pages:
        targets = [(link.target, link.line, "link") for link in page.parts.links]
        targets += [(image.source, image.line, "image") for image in page.parts.images]
        for target, line, what in targets:
            if not target.strip():
                yield Fault(
                    path=page.path,
                    line=line,
                    sentence=f"This {what} has no address",
                    fix="write the address, or remove the brackets",
                )
                continue
            opened = resolver.open(target, page)
            if opened.kind == "nothing":
                yield _fault(resolver, page, line, what, target, opened)


def _fault(
    resolver: Resolver, page: LintedPage, line: int, what: str, target: str, opened: LinkTarget
) -> Fault:
    reason = f": {opened.reason}" if opened.reason else ""
    return Fault(
        path=page.path,
        line=line,
        sentence=f"The {what} to {target} opens nothing{reason}",
        fix=_fix(resolver, what, opened),
    )


def _fix(resolver: Resolver, what: str, opened: LinkTarget) -> str:
    if opened.instead:
        return f"write {opened.instead}"
    near = _near(opened.address, resolver.addresses)
    if near and what == "link":
        return f"write {resolver.folder.base.path}{near}"
    return f"name one that exists, or remove the {what}"


def _near(address: str, pages: Mapping[str, LintedPage]) -> str:
    """Return the page address most like one that opens nothing, "" if none is near.

    It is enough that its last part is near; if several pages' are, the whole address has to be.
    """
    wanted = address_key(address)
    like = [key for key in pages if ratio(_last(wanted), _last(key)) >= _NEAR]
    if len(like) > 1:
        like = [key for key in like if ratio(wanted, key) >= _NEAR]
    near = max(like, key=lambda key: ratio(wanted, key), default="")
    return pages[near].address if near else ""


def _last(key: str) -> str:
    return key.rpartition("/")[2]


RULE = LintRule(
    code="PB101",
    name="broken-link",
    severity="error",
    summary="A link or an image inside the site opens nothing.",
    check=_check,
)
