"""PB601: one name as the text of links to different targets."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote

from index_builder.linting.addressing import address_key, split_address
from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.link_targets import Resolver
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.linted_page import LintedPage
from index_builder.linting.page_parts import Link
from index_builder.linting.print_views import is_print_view
from index_builder.linting.title_words import title_words
from index_builder.splitting.templates import MASK

_AROUND = " .,;:!?()[]'\"“”‘’"
# Names of pages that every company and product has: two of them are not one thing.
_EVERYBODYS = frozenset(
    "about accessibility and api changelog code conditions conduct contact cookie cookies data "
    "developer docs documentation download downloads faq faqs for getting guide guides help home "
    "homepage install installation issue issues legal license licence log login manual notes "
    "notice of our page policies policy pricing privacy protection quick quickstart reference "
    "release releases report security service services sign site start started statement status "
    "support terms the tracker tutorial tutorials up us use user website your".split()
)
_LONG = 3  # letters of a word that distinguishes names


@dataclass(frozen=True, slots=True, kw_only=True)
class _Use:
    page: LintedPage
    link: Link
    target: str  # what it opens, without the differences that don't matter


def _check(folder: LintedFolder) -> Iterator[Fault]:
    uses: defaultdict[str, list[_Use]] = defaultdict(list)
    resolver = Resolver(folder=folder)
    for page in folder.pages:
        for link in page.parts.links:
            target = _target(resolver, link, page) if _is_name(link.text) else ""
            if target:
                name = " ".join(link.text.strip(_AROUND).casefold().split())
                uses[name].append(_Use(page=page, link=link, target=target))
    for same_name in uses.values():
        yield from _faults(same_name)


def _is_name(text: str) -> bool:
    """Return whether a text is a name, unlike "the guidance", which differs from page to page."""
    words = text.strip(_AROUND).split()
    return sum(word[:1].isupper() for word in words) > 1 and MASK not in text


def _target(resolver: Resolver, link: Link, page: LintedPage) -> str:
    """Return what a link opens, if that is the very thing its text names, else "".

    Targets differ by place, not by scheme, fragment or last slash. A link to a page that is only
    about the thing may have its name as well, but does not count.
    """
    opened = resolver.open(link.target, page)
    split = split_address(link.target)
    if opened.page:
        is_other = opened.page is not page and not is_print_view(link.target, opened.page)
        return f"/{opened.page.path}" if is_other else ""
    if opened.kind != "elsewhere" or split is None or not _carries(link.text, split):
        return ""
    if _EVERYBODYS.issuperset(title_words(link.text)):
        return ""
    host = split.netloc.lower().removeprefix("www.")
    query = f"?{split.query}" if split.query else ""
    return f"{host}{address_key(split.path).rstrip('/').lower()}{query}"


def _carries(text: str, split: SplitResult) -> bool:
    """Return whether an address has half of a name's words, for a short path with its host."""
    names = [word for word in title_words(text) if len(word) >= _LONG]
    path = unquote(split.path)
    place = path if path.strip("/").count("/") else split.netloc + path
    address = "".join(title_words(place))
    return 2 * sum(word in address for word in names) >= max(1, len(names))


def _faults(uses: Sequence[_Use]) -> Iterator[Fault]:
    counts = Counter(use.target for use in uses)
    usual = max(uses, key=lambda use: counts[use.target])  # the first of equals
    for use in uses:
        if _differ(use.target, usual.target):
            yield Fault(
                path=use.page.path,
                line=use.link.line,
                sentence=f"“{use.link.text}” leads to {use.link.target} here and to "
                f"{usual.link.target} in {usual.page.path}:{usual.link.line}",
                fix="give both the same target, or two names",
            )


def _differ(target: str, other: str) -> bool:
    """Return whether two targets differ; a place and a part of it do not, nor a page and a site."""
    if target.startswith("/") != other.startswith("/"):
        return False
    return not target.startswith(other) and not other.startswith(target)


RULE = LintRule(
    code="PB601",
    name="name-of-two-targets",
    severity="note",
    summary="One name is the text of links to different targets.",
    check=_check,
)
