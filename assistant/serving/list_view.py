"""The first page, which lists every page by folder; and what is said where there is none."""

from collections.abc import Sequence
from difflib import get_close_matches
from html import escape

from assistant.phrases.phrasebook import phrase
from assistant.serving.layout import ask_box, document
from assistant.serving.page_view import page_link, words
from assistant.serving.site import ServedPage, Site

_LIKE = 0.6  # of difflib's ratio, its own default
_MOST = 300  # characters of an address that are compared


def home_html(site: Site) -> str:
    """Return the first page."""
    main = (
        f"<h1>{words(phrase('served_name'))}</h1>\n<p>{words(phrase('home_what'))}</p>\n"
        f"{ask_box()}<h2>{words(phrase('served_pages'))}</h2>\n{_folders(site)}"
    )
    return document(phrase("served_name"), main, own_box=True)


def missing_html(site: Site, path: str) -> str:
    """Return what is shown at a decoded path where there is no page."""
    near = get_close_matches(path[:_MOST], list(site.by_path), n=5, cutoff=_LIKE)
    found = [site.by_path[one] for one in near]
    main = (
        f"<h1>{words(phrase('served_missing'))}</h1>\n"
        f"<p>{words(phrase('served_missing_next'))}</p>\n"
    )
    if found:
        main += f"<h2>{words(phrase('served_like'))}</h2>\n{_list(found)}"
    return document(phrase("served_missing"), main)


def _folders(site: Site) -> str:
    parts = []
    for folder, pages in site.folders():
        if folder:
            parts.append(f"<h3>{words(folder)}</h3>\n")
        parts.append(_list(pages))
    return "".join(parts)


def _list(pages: Sequence[ServedPage]) -> str:
    items = "\n".join(f"<li>{page_link(one)}</li>" for one in pages)
    return f"<ul>\n{items}\n</ul>\n"


def trouble_html(reason: str) -> str:
    """Return what is shown if an answer can't be given; `reason` is a whole sentence."""
    main = f"<h1>{words(phrase('served_trouble'))}</h1>\n<p>{escape(reason)}</p>"
    return document(phrase("served_trouble"), main)
