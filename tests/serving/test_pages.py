"""Every page at its own path, all of them in a list, and help where there is none."""

from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest

from assistant.phrases.en import ENGLISH
from index_builder.index.generation import open_current
from index_builder.index.rendered_page import letters
from index_builder.index.served_address import served_path

from .conftest import Serve
from .requests import Client, path_of

ALL = ("/", "/ask", "/ask?q=How+do+I+request+data+through+P20+WIN%3F", "/nowhere/")


def test_every_passage_is_on_its_page(content: Client, own_index: Path) -> None:
    """Its sentences and its anchor, at the path that it has on the site."""
    passages = open_current(own_index).passages
    replies = {path: content.get(path) for path in {served_path(one.url) for one in passages}}
    for passage in passages:
        reply = replies[served_path(passage.url)]
        assert reply.status == 200
        text = letters(reply.words)
        for sentence in passage.sentences:
            assert letters(sentence.text.lstrip("-0123456789. ")) in text
        ids = {held.get("id") for _, held in reply.page.tags}
        assert passage.anchor == "" or passage.anchor in ids


def test_the_first_page_lists_all_pages_in_order(serve: Serve) -> None:
    """By folder; a folder's own page first, numbers as numbers."""
    client = serve(
        {
            f"{name}.md": f"---\ntitle: T {name}\n---\n\nText of {name}.\n"
            for name in ("10_b", "2_a", "index", "sub/x", "sub/README", "other/z")
        }
    )
    links = [link for link in client.get("/").page.links if link not in ("/", "#playbook:content")]
    names = [unquote(link) for link in links]
    assert len(names) == 6
    assert [client.get(link).status for link in links] == [200] * 6
    assert client.get("/").words.split(" T ")[1:] == [
        "index", "2_a", "10_b other", "other/z sub", "sub/README", "sub/x",
    ]  # fmt: skip


def test_links_between_pages_work(content: Client) -> None:
    """Every link of every page that stays here leads to a page, and to an anchor that exists."""
    pages = [link for link in content.get("/").page.links if link.startswith("/")]
    followed = 0
    for path in pages:
        for link in content.get(path).page.links:
            target, _, anchor = link.partition("#")
            if link.startswith(("http", "mailto:")):
                continue
            reply = content.get(target or path)
            assert reply.status == 200, (path, link)
            ids = {held.get("id") for _, held in reply.page.tags}
            assert not anchor or unquote(anchor) in ids, (path, link)
            followed += 1
    assert followed > 3 * len(pages)


def test_a_path_that_usual_hosts_know_leads_there(content: Client, own_index: Path) -> None:
    """With or without the last slash."""
    path = served_path(open_current(own_index).passages[0].url)
    reply = content.get(path.rstrip("/"))
    assert (reply.status, reply.headers["location"]) == (307, path)


def test_where_there_is_no_page_help_is_given(content: Client, own_index: Path) -> None:
    """Status 404, the box to ask in, the way to all pages, and pages of a similar address."""
    path = path_of(open_current(own_index), "2_enabling-data-sharing.md")
    reply = content.get(path.replace("sharing/", "sharng/"))
    assert reply.status == 404
    assert ENGLISH["served_missing_next"] in reply.words
    assert path in reply.page.links
    assert "/" in reply.page.links
    assert any(held.get("name") == "q" for _, held in reply.page.tags)


@pytest.mark.parametrize("path", ["//evil.test/", "/%0d%0aSet-Cookie:a=b", "/%00", "/%ff", "/a%2e"])
def test_strange_paths_are_no_pages(content: Client, path: str) -> None:
    """Nothing of them gets into a header, and nothing breaks."""
    reply = content.get(path)
    assert reply.status == 404
    assert "set-cookie" not in reply.headers
    assert "location" not in reply.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_pages_can_only_be_read(content: Client, method: str) -> None:
    """Any other method is refused."""
    for path in ("/", "/ask?q=a", "/any/page/"):
        assert content.get(path, method=method).status == 405


@pytest.mark.parametrize("path", ALL)
def test_landmarks_headings_and_labels(content: Client, path: str) -> None:
    """One heading of level 1, one of each landmark, a label for the box, a way past the header."""
    tags = content.get(path).page.tags
    names = [tag for tag, _ in tags]
    assert [names.count(one) for one in ("h1", "main", "header", "title")] == [1, 1, 1, 1]
    assert dict(tags)["html"]["lang"] == "en"
    (box,) = (held for _, held in tags if held.get("name") == "q")
    assert [held["for"] for tag, held in tags if tag == "label"] == [box["id"]]
    first = next(held for tag, held in tags if tag == "a")
    (main,) = (held for tag, held in tags if tag == "main")
    assert first["href"] == f"#{main['id']}"
    levels = [int(name[1]) for name in names if name[0] == "h" and name[1:].isdigit()]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [held["id"] for _, held in tags if "id" in held]
    assert len(ids) == len(set(ids))


def test_every_page_has_one_heading_of_level_1(content: Client) -> None:
    """And no id twice."""
    for path in [link for link in content.get("/").page.links if link.startswith("/")]:
        tags = content.get(path).page.tags
        assert [tag for tag, _ in tags].count("h1") == 1
        ids = [held["id"] for _, held in tags if "id" in held]
        assert len(ids) == len(set(ids))


def test_own_paths_come_first(serve: Serve) -> None:
    """A page that has one of them on the site is served elsewhere, and links find it there."""
    client = serve(
        {
            "_config.yml": "title: T\n",
            "index.md": "---\ntitle: Start\npermalink: /\n---\n\nThe start. [Ask](ask.md)\n",
            "ask.md": "---\ntitle: Asking\npermalink: /ask\n---\n\nHow to ask.\n",
        }
    )
    assert "The start." not in client.get("/").words
    start = client.get("/pages/")
    assert "The start." in start.words
    assert "/pages/ask" in start.page.links
    assert "How to ask." in client.get("/pages/ask").words


def test_of_two_pages_with_one_address_both_are_served(serve: Serve) -> None:
    """The first there, the other below its file's name; the list leads to each."""
    client = serve(
        {
            "_config.yml": "title: T\n",
            "a.md": "---\ntitle: A\npermalink: /x/\n---\n\nText of a.\n",
            "b.md": "---\ntitle: B\npermalink: /x/\n---\n\nText of b.\n",
        }
    )
    texts = [client.get(link).words for link in client.get("/").page.links if "x/" in link]
    texts += [client.get(link).words for link in client.get("/").page.links if "b.md" in link]
    assert ["Text of a." in texts[0], "Text of b." in texts[1]] == [True, True]
