"""Passages as rich text, written out in `golden/`.

A case is a title, the page and what is shown of its first passage, separated by lines with one full
stop. What is shown is given as an outline: "quote", "code", "table" and items as they look, each
with its lines below it; words between ‹ and › are bold, and ⟦words → address⟧ are a link. Sentences
that hold a "✓" are the marked ones, and the "✓" is then left out. The page is
`https://example.org/base/page/`, and beside it there are `/base/officer/`, with a section `#who`,
and `guides/guide.md`, which is at `/base/guide/`.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from splitting.cutting import cut

from assistant.slack.views.block_kit.message import Block
from assistant.slack.views.quoting.passage_parts import passage_parts
from assistant.slack.views.quoting.rich_text import quote_blocks
from assistant.slack.views.quoting.site_links import SiteLinks, site_links
from index_builder.index.passage import Passage

_STOP = re.compile(r"^\.$", re.MULTILINE)
GOLDEN = Path(__file__).with_name("golden") / "rich_text.txt"


def cases() -> list[tuple[str, str, str]]:
    """The cases of the golden file: title, page, outline."""
    *parts, _ = (part.strip("\n") for part in _STOP.split(GOLDEN.read_text("utf-8")))
    return list(zip(parts[::3], parts[1::3], parts[2::3], strict=True))


BASE = "https://example.org/base"


def published(passage: Passage, path: str, address: str) -> Passage:
    """A passage as if it were of a page of the site at BASE."""
    url = f"{BASE}{address}" + (f"#{passage.anchor}" if passage.anchor else "")
    return replace(passage, path=path, url=url, address=url)


def the_site(page: tuple[Passage, ...]) -> SiteLinks:
    """The links of the golden pages' site."""
    officer = cut("Ask.\n\n## Who\n\nAda.\n").passages
    return site_links(
        [
            *page,
            *(published(one, "officer.md", "/officer/") for one in officer),
            published(cut("Read.\n").passages[0], "guides/guide.md", "/guide/"),
        ]
    )


def outline(blocks: list[Block]) -> str:
    """Blocks as the golden file writes them."""
    lines: list[str] = []
    for held in [one for block in blocks for one in block.get("elements", [block])]:
        match held["type"]:
            case "table":
                rows = [" | ".join(map(_cell, row)) for row in held["rows"]]
                lines += _under("table ", "\n".join(rows))
            case "rich_text_quote":
                lines += _under("quote ", _words(held))
            case "rich_text_preformatted":
                lines += _under("code  ", _words(held))
            case "rich_text_list":
                for at, item in enumerate(held["elements"], held.get("offset", 0) + 1):
                    sign = f"{at}." if held["style"] == "ordered" else "•"
                    lines += _under(f"{'   ' * held['indent']}{sign} ", _words(item))
    return "\n".join(lines)


def _under(head: str, words: str) -> list[str]:
    first, *rest = words.split("\n")
    return [f"{head}{first}", *(f"{' ' * len(head)}{line}".rstrip() for line in rest)]


def _cell(cell: Block) -> str:
    if cell["type"] == "raw_text":
        return str(cell["text"]).strip()
    return "".join(map(_words, cell["elements"]))


def _words(held: Block) -> str:
    return "".join(map(_word, held["elements"]))


def _word(element: Block) -> str:
    words = str(element["text"])
    if element["type"] == "link":
        words = f"⟦{words} → {element['url']}⟧"
    return f"‹{words}›" if element.get("style", {}).get("bold") else words


@pytest.mark.parametrize(("title", "page", "expected"), cases(), ids=[one[0] for one in cases()])
def test_passages_are_shown_as_written_out(title: str, page: str, expected: str) -> None:
    """A passage gives the rich text that its case says."""
    found = cut(page.replace("␍", "\r") + "\n").passages
    held = tuple(published(one, "page.md", "/page/") for one in found)
    marks = [one for one in held[0].sentences if "✓" in one.text]
    shown = outline(quote_blocks(passage_parts(held[0], marks, the_site(held))))
    assert shown.replace(" ✓", "") == expected.replace(" ✓", "")
