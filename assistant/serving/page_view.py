"""One page of the playbook as a browser shows it."""

from html import escape

from assistant.phrases.dates import written_date
from assistant.phrases.phrasebook import phrase
from assistant.serving.layout import document
from assistant.serving.markup import html_of
from assistant.serving.page_links import PageLinks
from assistant.serving.site import ServedPage, Site
from index_builder.index.printable import printable


def page_html(site: Site, held: ServedPage) -> str:
    """Return a served page."""
    page = held.page
    links = PageLinks(site=site, page=held)
    title = "" if page.has_h1 else f"<h1>{words(page.title)}</h1>\n"
    body = f"<article>\n{title}{html_of(page.parts, links.address)}</article>"
    return document(printable(page.title), body, footer=_footer(site, held))


def words(text: str) -> str:
    """Return text as HTML, controls as signs."""
    return escape(printable(text), quote=False)


def page_link(held: ServedPage, *, rel: str = "") -> str:
    """Return a link to a page by its title."""
    relation = f' rel="{rel}"' if rel else ""
    return f'<a href="{escape(held.path)}"{relation}>{words(held.page.title)}</a>'


def _footer(site: Site, held: ServedPage) -> str:
    page = held.page
    facts = [words(page.path)]
    if day := site.dates.get(page.path):
        facts.append(words(phrase("changed", date=written_date(day))))
    if page.url.startswith(("https://", "http://")):
        facts.append(f'<a href="{escape(page.url)}">{words(phrase("served_on_site"))}</a>')
    return f"{_neighbours(site, held)}<p>{' · '.join(facts)}</p>"


def _neighbours(site: Site, held: ServedPage) -> str:
    """Return links to the pages before and after this one."""
    at = site.pages.index(held)
    before, after = site.pages[:at][-1:], site.pages[at + 1 :][:1]
    ways = [f"<span>← {page_link(one, rel='prev')}</span>" for one in before]
    ways += [f"<span>{page_link(one, rel='next')} →</span>" for one in after]
    if not ways:
        return ""
    label = escape(phrase("served_neighbours"))
    return f'<nav class="turn" aria-label="{label}">{"".join(ways)}</nav>\n'
