"""What each generator's own Markdown may cost: time that grows with a page's length only."""

import time
from dataclasses import replace

import pytest

from index_builder.generators.docusaurus.anchors import DocusaurusAnchors
from index_builder.generators.docusaurus.syntax import Mdx
from index_builder.generators.headings.anchor_style import AnchorStyle
from index_builder.generators.jekyll.anchors import KramdownAnchors
from index_builder.generators.jekyll.syntax import Kramdown
from index_builder.generators.mkdocs.anchors import MkdocsAnchors
from index_builder.generators.mkdocs.syntax import python_markdown
from index_builder.generators.syntax.syntax import Syntax
from index_builder.index.errors import PageError
from index_builder.splitting.splitter import split_page

from .cutting import count_words, page_of

EXTENSIONS = """
abbr attr_list def_list footnotes admonition md_in_html pymdownx.details pymdownx.tabbed
pymdownx.mark pymdownx.caret pymdownx.tilde pymdownx.keys pymdownx.critic pymdownx.emoji
pymdownx.snippets pymdownx.blocks.admonition pymdownx.blocks.details pymdownx.blocks.tab
""".split()
SITES: dict[str, tuple[Syntax, AnchorStyle]] = {
    "python-markdown": (python_markdown({name: {} for name in EXTENSIONS}, "/"), MkdocsAnchors()),
    "kramdown": (Kramdown(), KramdownAnchors()),
    "mdx": (Mdx(), DocusaurusAnchors()),
}
SHAPES = {
    "tabs": '=== "A"\n\n    text\n\n',
    "tabs without text": '=== "A"\n',
    "open blocks": "/// note\ntext\n",
    "blocks": "/// note\ntext\n///\n",
    "highlights": "==a ",
    "raised": "^a ",
    "keys": "++a+",
    "emoji": ":a",
    "deletions": "{--",
    "replacements": "{~~a",
    "comments": "{>>a<",
    "abbreviations": "*[a]: b\n",
    "snippets": '--8<-- "a"\n',
    "open elements": "<div>\n",
    "open elements to be read": "<div markdown>\n",
    "elements": "<div>\n</div>\n",
    "closed elements": "</div>\n",
    "elements with headings": "<div markdown>\n\n# a\n\n</div>\n",
    "open attributes": '<div a="',
    "headings in HTML": "<h2>a</h2>\n",
    "open headings in HTML": "<h2>\n",
    "contents": "* a\n{:toc}\n",
    "attribute lists": "{: #a}\n",
    "open attribute lists": "{ .a ",
    "headings without a space": "#a\n",
    "components": "<A>\n",
    "tab items": "<TabItem value='a'>\ntext\n</TabItem>\n",
    "open braces": "<A b={",
}
SHORT = 5_000  # characters
SLACK = 0.6  # seconds of processor time, for what does not depend on the length


def seconds(site: str, shape: str, length: int) -> float:
    """Return the processor time that a page of one shape takes, cut or refused."""
    syntax, style = SITES[site]
    unit = SHAPES[shape]
    page = replace(page_of(unit * (length // len(unit)) + "\n"), syntax=syntax)
    started = time.process_time()
    try:
        split_page(page, style, count_words, 256)
    except PageError as error:
        assert "nested too deeply" in error.reason
    return time.process_time() - started


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("site", SITES)
def test_time_grows_with_the_length_only(site: str, shape: str) -> None:
    """A page four times as long takes four times as long, give or take a factor of two."""
    short = seconds(site, shape, SHORT)
    assert seconds(site, shape, 4 * SHORT) < 8 * short + SLACK
