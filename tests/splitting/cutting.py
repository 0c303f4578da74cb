"""Cutting as the tests do it: a page from a string, and tokens that can be counted by eye."""

from index_builder.generators.headings.anchor_style import AnchorRuleName
from index_builder.generators.registry import BY_ANCHOR_RULE
from index_builder.reading.front_matter import read_front_matter, title_of
from index_builder.reading.pages import Page
from index_builder.splitting.splitter import SplitPage, split_page


def count_words(text: str) -> int:
    """Return the words of a text and two special tokens, as a plain tokenizer would count."""
    return len(text.split()) + 2


def page_of(source: str, path: str = "page.md") -> Page:
    """Return a page as the content folder's reader makes it, at the address `/page/`."""
    matter = read_front_matter(path, source)
    return Page(
        path=path,
        text=source,
        body_line=matter.body_line,
        title=title_of(matter.fields),
        url="/page/",
    )


def cut(
    source: str, *, window: int = 256, rule: AnchorRuleName = "kramdown", path: str = "page.md"
) -> SplitPage:
    """Cut a page with words as tokens."""
    return split_page(page_of(source, path), BY_ANCHOR_RULE[rule].anchors(), count_words, window)
