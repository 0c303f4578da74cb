"""Sites of other generators as people found them wrong."""

from surroundings import corpus_at

from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site
from index_builder.splitting.splitter import split_page


def test_eleventy() -> None:
    """A page is a folder of its own, and no anchor is guessed."""
    site = read_site(corpus_at("field/05-eleventy") / "site")
    found = read_pages(site).pages
    assert {page.path: page.url for page in found} == {"index.md": "/", "travel.md": "/travel/"}
    cut = split_page(found[1], site.anchors, lambda text: len(text.split()), 120)
    assert [passage.url for passage in cut.passages] == ["/travel/"]
