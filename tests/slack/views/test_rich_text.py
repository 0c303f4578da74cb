"""Passages as rich text, written out in `golden/`.

A case is a title, the page and what is shown of its first passage, separated by lines with one full
stop. What is shown is given as an outline: "quote", "code" and items as they look, each with its
lines below it; words between ‹ and › are bold. Sentences that hold a "✓" are the marked ones, and
the "✓" is then left out.
"""

import re
from pathlib import Path

import pytest
from splitting.cutting import cut

from assistant.slack.views.block_kit.message import Block
from assistant.slack.views.quoting.passage_parts import passage_parts
from assistant.slack.views.quoting.rich_text import quote_elements

_STOP = re.compile(r"^\.$", re.MULTILINE)
GOLDEN = Path(__file__).with_name("golden") / "rich_text.txt"


def cases() -> list[tuple[str, str, str]]:
    """The cases of the golden file: title, page, outline."""
    *parts, _ = (part.strip("\n") for part in _STOP.split(GOLDEN.read_text("utf-8")))
    return list(zip(parts[::3], parts[1::3], parts[2::3], strict=True))


def outline(elements: list[Block]) -> str:
    """Elements of rich text as the golden file writes them."""
    lines: list[str] = []
    for held in elements:
        match held["type"]:
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


def _words(held: Block) -> str:
    return "".join(
        f"‹{one['text']}›" if one.get("style", {}).get("bold") else one["text"]
        for one in held["elements"]
    )


@pytest.mark.parametrize(("title", "page", "expected"), cases(), ids=[one[0] for one in cases()])
def test_passages_are_shown_as_written_out(title: str, page: str, expected: str) -> None:
    """A passage gives the rich text that its case says."""
    passage = cut(page.replace("␍", "\r") + "\n").passages[0]
    marks = [held for held in passage.sentences if "✓" in held.text]
    shown = outline(quote_elements(passage_parts(passage, marks)))
    assert shown.replace(" ✓", "") == expected.replace(" ✓", "")
