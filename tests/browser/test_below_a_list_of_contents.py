"""Words that a list of contents shows first: the link opens them where the page says them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.answering.text_fragment import fragment, link
from index_builder.index.page_words import SearchablePages, page_lines, pages_file
from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site
from index_builder.splitting.splitter import split_page

from .served_site import served

if TYPE_CHECKING:
    from .chromium import Browser

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("jekyll") is None, reason="jekyll is not installed"),
]

PAGE = """\
---
title: Rules
---
# Rules

1. A line for the contents
{:toc}

## Days off

Staff have 25 days.

- Days kept
- Days sold

## Days kept

At most five days.
"""


def test_the_link_opens_the_words_and_not_the_contents(browser: Browser, tmp_path: Path) -> None:
    """A list item that equals a heading is highlighted in its list, below the contents."""
    (tmp_path / "_config.yml").write_text("{}", "utf-8")
    (tmp_path / "index.md").write_text(PAGE, "utf-8")
    out = tmp_path / "_site"
    command = ["jekyll", "build", "-q", "-s", tmp_path, "-d", out, "--disable-disk-cache"]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=tmp_path)
    site = read_site(tmp_path)
    (page,) = read_pages(site).pages
    passages = split_page(page, site.anchors, lambda text: len(text.split()), 256).passages
    words, at = SearchablePages(pages_file(passages, page_lines(passages)), len(passages)).of(0)
    directive = fragment("- Days kept", words, passage=at)
    with served(out) as origin:
        sight = browser.sight(link(f"{origin}/index.html#{passages[0].anchor}", directive))
        shown = [word for word, _, _ in browser.layout(f"{origin}/index.html").words]
    assert [shown[at] for at in sight.highlighted] == ["Days", "kept"]
    assert sight.highlighted[0] > shown.index("25")
