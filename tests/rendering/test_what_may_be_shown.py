"""Nothing of a page runs, loads or breaks out, whatever its author wrote; its words are shown."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from splitting.markdown_grammar import GARBAGE

from index_builder.index.errors import PageError

from .shown_html import html_from, shown

HOSTILE = [
    "<script>alert(1)</script>",
    "a <script>alert(1)</script> b",
    "<img src=x onerror=alert(1)>",
    'a <img src="https://e.test/x.png" onload="x()" alt="a&quot; onload=&quot;x()"> b',
    "![a\" onload=\"x](https://e.test/x.png)",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=x>\">",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>x()</script>'>",
    "<object data=x></object><embed src=x>",
    "<link rel=stylesheet href=//e.test/x.css>",
    "<style>@import 'https://e.test/x.css'</style>",
    "<meta http-equiv=refresh content='0;url=https://e.test'>",
    "<base href=https://e.test/>",
    "<form action=https://e.test><input name=q><button formaction=javascript:x()>a</button></form>",
    "</textarea></title></style></script></main></body></html><script>x()</script>",
    "<textarea>a</textarea><title>b</title><xmp>c</xmp><plaintext>d",
    "<noscript><p title=\"</noscript><img src=x onerror=x()>\">",
    "<div style=\"background:url(https://e.test)\" onclick=x() data-x=1>a</div>",
    "<p id=\"a&quot; onclick=&quot;x()\">a</p>",
    "<a name='\"><script>x()</script>'>a</a>",
    "<td colspan='1\" onclick=\"x()'>a</td>",
    "## a {#\"><script>x()</script>}",
    '## a {#x" onclick="y}',
    "<details ontoggle=x() open><summary>a</summary>b</details>",
    "<b><i>a</b></i></div></p>",
    "<div>\n\n# a\n\n</section></div>\n\n</main>\n\nb",
    "<!-- a --><!--> b <!---> c --!> d",
    "<?php x() ?><!DOCTYPE html><![CDATA[ <b>a ]]>",
    "a\0b <scr\0ipt>x()</scr\0ipt>",
    "- <li><ul><li>a\n- b</ul></ul></li>",
    "| a |\n|---|\n| </td></tr></table><script>x()</script> |",
    ":::note <script>x()</script>\na\n:::",
    '!!! note "<script>x()</script>"\n    a',
    "[^1]\n\n[^1]: </li></ul></section><script>x()</script>",
    '[a](x "\\" onclick=\\"y()")',
    "`<script>x()</script>`\n\n```html\n</code></pre><script>x()</script>\n```",
    "&lt;script&gt;x()&lt;/script&gt; &#60;script&#62;",
    "<div>" * 3000 + "a" + "</div>" * 3000,
    "<b>" * 2000 + "</i>" * 2000,
]  # fmt: skip


@pytest.mark.parametrize("source", HOSTILE, ids=range(len(HOSTILE)))
def test_only_harmless_elements_are_written(source: str) -> None:
    """No element or attribute is written but those known to do nothing; all are closed."""
    assert list(shown(html_from(f"So.\n\n{source}\n\nEnd.")).unsafe()) == []


@pytest.mark.parametrize("source", HOSTILE, ids=range(len(HOSTILE)))
def test_what_comes_after_is_shown(source: str) -> None:
    """No page's HTML hides what Markdown makes of the rest, but for what never ends."""
    if source.endswith(("<plaintext>d", "<!---> c --!> d", "]]>")) or "<title>" in source:
        return
    assert "End." in shown(html_from(f"So.\n\n{source}\n\nEnd.")).text


@given(st.lists(st.sampled_from([*GARBAGE, *HOSTILE[:-2]]), max_size=12).map("".join))
@example("<div>\n\n<a href='x'>\n\n[b](y)\n\n</a></div>")
def test_any_text_is_safe(source: str) -> None:
    """Whatever pieces are put together."""
    try:
        html = html_from(source)
    except PageError:  # markup that no page can be made of
        return
    assert list(shown(html).unsafe()) == []


def test_the_proof_can_fail() -> None:
    """Each kind of fault is seen."""
    for bad in ("<script>", "<b onclick=x>a</b>", "</b>", "<b>", "<!-- -->", "<img src=x>"):
        assert list(shown(bad).unsafe())


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a <b>b</b> c", "a b c"),
        ("<div>a</div>\n\n<p>b &amp; c</p>", "a b & c"),
        ('![a dog](dog.png) and <img alt="a cat" src=x>', "a dog and a cat"),
        ("<script>x()</script>a", "a"),
        ("{% include x.html %} a {{ b }} c", "a c"),
        ("a <!-- b --> c", "a c"),
        ("`{{ a }}` &lt;b&gt; <c@d.test>", "{{ a }} <b> c@d.test"),
        ("<Tabs>\n\na\n\n</Tabs>", "a"),
    ],
)
def test_words_are_those_of_passages(source: str, words: str) -> None:
    """HTML's text is shown, what scripts, comments and templates hold is not; images are words."""
    assert shown(html_from(source)).text.split() == words.split()
