"""Where a page's links lead when it is served."""

import pytest

from assistant.serving.page_links import PageLinks
from assistant.serving.site import Site, make_site
from index_builder.index.rendered_page import RenderedPage


def site(base: str) -> Site:
    """A site of four pages below a base address."""
    paths = {"index.md": "/", "guide/start.md": "/guide/start/", "guide/b c.md": "/guide/b%20c/",
             "keys.md": "/other/keys.html"}  # fmt: skip
    pages = [
        RenderedPage(path=path, title=path, url=f"{base}{at}", has_h1=False, parts=())
        for path, at in paths.items()
    ]
    return make_site(pages, base, {})


WHOLE = "https://site.test/book"
CASES = {
    "a file beside it": ("b%20c.md", "/book/guide/b%20c/"),
    "a file above it": ("../keys.md#x", "/book/other/keys.html#x"),
    "an address beside it": ("../b%20c/", "/book/guide/b%20c/"),
    "an address from the host's root": ("/book/other/keys.html", "/book/other/keys.html"),
    "without the ending": ("/book/other/keys#x", "/book/other/keys.html#x"),
    "a file from the folder's root": ("/keys.md", "/book/other/keys.html"),
    "a whole address of a page": (f"{WHOLE}/other/keys.html#x", "/book/other/keys.html#x"),
    "the site's first page": (f"{WHOLE}/", "/book/"),
    "below what a template makes": ("\ue000/guide/b%20c/", "/book/guide/b%20c/"),
    "its own heading": ("#x", "#x"),
    "a file to download": ("form.pdf", f"{WHOLE}/guide/start/form.pdf"),
    "a page that is not there": ("../gone/", f"{WHOLE}/guide/gone/"),
    "elsewhere": ("https://other.test/a?b=c#d", "https://other.test/a?b=c#d"),
    "the same path elsewhere": ("https://other.test/book/other/keys.html",) * 2,
    "elsewhere by the same scheme": ("//other.test/a", "https://other.test/a"),
    "mail": ("mailto:a@b.test", "mailto:a@b.test"),
    "nothing": ("", ""),
    "a script": ("javascript:x()", ""),
    "a script with a line end in it": ("java\nscript:x()", ""),
    "a script behind a control": ("\x01javascript:x()", ""),
    "data": ("data:text/html,x", ""),
    "a scheme without a host": ("https:x", ""),
    "a host that does not close": ("http://[::1/", ""),
    "signs that end an attribute": ('https://e.test/"><b>', "https://e.test/%22%3E%3Cb%3E"),
    "half a surrogate pair": ("https://e.test/\ud800", "https://e.test/?"),
}


@pytest.mark.parametrize(("target", "address"), CASES.values(), ids=CASES)
def test_where_links_lead(target: str, address: str) -> None:
    """To served pages by file or address; else to the web; else nowhere."""
    held = site(WHOLE).by_file["guide/start.md"]
    found = PageLinks(site=site(WHOLE), page=held).address(target)
    assert found.replace("%3F", "?") == address


@pytest.mark.parametrize("base", ["", "/book"])
def test_a_site_without_a_host_has_only_its_pages(base: str) -> None:
    """What is no page can't be opened anywhere."""
    held = site(base).by_file["guide/start.md"]
    links = PageLinks(site=site(base), page=held)
    assert links.address("../keys.md") == f"{base}/other/keys.html"
    assert links.address("form.pdf") == ""
    assert links.address("https://other.test/") == "https://other.test/"


def test_a_quote_s_links_lead_to_its_own_page() -> None:
    """A footnote's mark in an answer opens the page that the footnote is on."""
    held = site(WHOLE).by_file["guide/start.md"]
    links = PageLinks(site=site(WHOLE), page=held, is_elsewhere=True)
    assert links.address("#playbook:note-0") == "/book/guide/start/#playbook:note-0"
