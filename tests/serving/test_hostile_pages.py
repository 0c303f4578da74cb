"""Pages that mean harm, as they are served: nothing runs, nothing loads, no link leads astray."""

from urllib.parse import urlsplit

import pytest
from rendering.test_what_may_be_shown import HOSTILE

from assistant.serving.layout import POLICY

from .conftest import Serve
from .requests import Reply

LINKS = """
[a](javascript:alert(1)) [a](JaVaScRiPt:alert(1)) [a](data:text/html,<script>x()</script>)
[a](vbscript:x) [a](file:///etc/passwd) <javascript:x()> [a](https:e.test) [a](//e.test/x)
<a href="javascript:x()">a</a> <a href=" &#10;java&#10;script:x()">a</a> <a href="data:,x">a</a>
<a href="java&#9;script:x()">a</a> <a href="&#1;javascript:x()">a</a> <a href="blob:x">a</a>
[a](https://e.test/"onclick="x) <a href='https://e.test/"><script>x()</script>'>a</a>
[a](http://[::1) [a](https://ok.test/?a=1&b=<2>) [a](mailto:a@ok.test) [a](tel:123)
[a][r]

[r]: javascript:x()
"""
NAMES = {
    "odd ?name#1.md": "Text of an odd name.",
    'quote"<b>&.md': "Text of a name with markup.",
    "läufer/日本 語.md": "Text of other scripts.",
    "100%.md": "Text of a sign.",
    "a+b;c=d.md": "Text of more signs.",
}


def faults(reply: Reply) -> list[str]:
    """Return what of a served page could run or load something."""
    found = [one for one in reply.page.faults if one != "a declaration: doctype html"]
    for tag, held in reply.page.tags:
        if tag in ("script", "img", "iframe", "object", "embed", "link", "base", "svg", "math"):
            found.append(tag)
        found += [f"{tag} {name}" for name in held if name.startswith("on") or name == "style"]
        found += [f"{tag} {name}" for name in held if name in ("src", "srcset", "formaction")]
    return found + [
        link for link in reply.page.links if not link.startswith(("/", "#", "http", "mailto:"))
    ]


@pytest.fixture
def hostile(serve: Serve) -> list[Reply]:
    """Every served page of a playbook that is nothing but harm, and answers from it."""
    pages = "\n\n".join(f"## Part {at}\n\nText {at}.\n\n{one}" for at, one in enumerate(HOSTILE))
    title = "---\ntitle: '<script>x()</script>\"''>'\n---\n\n"
    client = serve(
        {
            "harm.md": title + pages,
            "links.md": f"# Links\n\nText of links.\n\n{LINKS}",
            **NAMES,
            "<img src=x onerror=x()>/folder.md": "Text of a folder.",
        }
    )
    paths = ["/", *(link for link in client.get("/").page.links if link.startswith("/"))]
    assert len(set(paths)) == 4 + len(NAMES)
    asked = ["What is the text of links?", "text of part 12", "<script>x()</script> text?"]
    return [*map(client.get, dict.fromkeys(paths)), *map(client.ask, asked)]


def test_nothing_runs_or_loads(hostile: list[Reply]) -> None:
    """On no page and in no answer."""
    assert [reply.status for reply in hostile] == [200] * len(hostile)
    assert [fault for reply in hostile for fault in faults(reply)] == []


def test_every_answer_says_that_nothing_may(hostile: list[Reply]) -> None:
    """Not even if something of a page got through."""
    for reply in hostile:
        assert reply.headers["content-security-policy"] == POLICY
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in POLICY
    assert "unsafe" not in POLICY


def test_links_out_are_addresses_of_the_web_or_of_mail(hostile: list[Reply]) -> None:
    """Of all those written only the honest ones lead anywhere."""
    links = [link for reply in hostile for link in reply.page.links]
    out = {link for link in links if not link.startswith(("/", "#"))}
    assert {"https://ok.test/?a=1&b=%3C2%3E", "mailto:a@ok.test"} <= out
    assert {urlsplit(link).scheme for link in out} == {"http", "https", "mailto"}
    assert not any(sign in link for link in out for sign in '"<> \n')
    assert not any(link.startswith("//") for link in links)


def test_files_of_any_name_are_served(hostile: list[Reply]) -> None:
    """Each under its own address."""
    words = [reply.words for reply in hostile]
    for text in NAMES.values():
        assert any(text in one for one in words), text
