"""Pages that claim one address: the site shows one of them, so links to the others mislead."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from index_builder.reading.pages import Page


def shared_addresses(pages: Sequence[Page]) -> Iterator[str]:
    """Yield a warning for each address that several pages claim, in the order of the pages.

    Which of them the site shows depends on its generator, and on the order it builds them in.
    """
    claims: defaultdict[str, list[Page]] = defaultdict(list)
    for page in pages:
        claims[page.url].append(page)
    for address, claiming in claims.items():
        if len(claiming) > 1:
            first, *others = (page.path for page in claiming)
            yield (
                f"{first}:1: it has the address {address}, as {', '.join(others)} has: the site "
                "shows one of them, so links to the other open the wrong page; give each its own"
            )
