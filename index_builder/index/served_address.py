"""Where `playbook serve` shows a page: at the path that it has on the site.

So a page's links to other pages lead to the same place as on the site. The server's own few paths
come first; a page that has one of them on the site is shown below PAGES.
"""

from urllib.parse import unquote, urlsplit

HOME, ASK, HEALTH = "/", "/ask", "/healthz"
PAGES = "/pages"
_OWN = frozenset((HOME, ASK, HEALTH, PAGES))


def served_path(url: str) -> str:
    """Return the path at which a page is served, percent-encoded, from its address on the site.

    `url` may be that of a section, and may carry a text directive; both are left out.
    """
    path = "/" + urlsplit(url).path.lstrip("/")
    decoded = unquote(path)
    is_own = decoded in _OWN or decoded.startswith(f"{PAGES}/")
    return f"{PAGES}{path}" if is_own else path


def served_address(server: str, url: str) -> str:
    """Return where a running server shows a passage.

    `server` is its address, "http://127.0.0.1:8899"; `url` is a passage's `url`, with a text
    directive or without: what follows "#" stays. A citation's words are highlighted by
    `served_address(server, link(passage.url, citation.directive))`.
    """
    _, hash_sign, fragment = url.partition("#")
    return f"{server.rstrip('/')}{served_path(url)}{hash_sign}{fragment}"
