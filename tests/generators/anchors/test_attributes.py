"""`split_attributes` parts what the generator reads as attributes, and leaves what it shows."""

import pytest

from index_builder.generators.headings.anchor_style import AnchorRuleName
from index_builder.generators.mkdocs.anchors import MkdocsAnchors
from index_builder.generators.registry import BY_ANCHOR_RULE

PARTED: list[tuple[AnchorRuleName, str, str, str | None]] = [
    ("kramdown", "Title {#id}", "Title", "id"),
    ("kramdown", "Title ## {#id}", "Title", "id"),
    ("kramdown", "Title\t{#é.b-c:d} ", "Title", "é.b-c:d"),
    ("kramdown", "Title{#id}", "Title{#id}", None),
    ("kramdown", "{#id}", "{#id}", None),
    ("kramdown", "Title {#1st}", "Title {#1st}", None),
    ("kramdown", "Title {: #id}", "Title {: #id}", None),
    ("kramdown", "Title {.class}", "Title {.class}", None),
    ("kramdown", "C# {#c}", "C#", "c"),
    ("github", "Title {#id}", "Title {#id}", None),
    ("python-markdown", "Title {#id}", "Title", "id"),
    ("python-markdown", "Title {: #id .c k=v }", "Title", "id"),
    ("python-markdown", "Title ## {: #id}", "Title", "id"),
    ("python-markdown", "Title {: .class }", "Title", None),
    ("python-markdown", "Title {key='a } b' id=\"x y\"}", "Title", "x y"),
    ("python-markdown", "Title {#one #two}", "Title", "two"),
    ("python-markdown", "Title {a} {#id}", "Title {a} {#id}", None),
    ("python-markdown", "Title `{a` {#id}", "Title `{a`", "id"),
    ("python-markdown", "Title `a {#id}", "Title `a", "id"),
    ("python-markdown", "Title{#id}", "Title{#id}", None),
    ("python-markdown", "Title {}", "Title {}", None),
    ("python-markdown", "Title {#id\\}", "Title {#id\\}", None),
    ("docusaurus", "Title {#id}", "Title", "id"),
    ("docusaurus", "Title{#a b}", "Title", "a b"),
    ("docusaurus", "Title {/* #id and a word */}", "Title", "id"),
    ("docusaurus", "Title {/* id */}", "Title {/* id */}", None),
    ("docusaurus", "Title <!-- #id -->", "Title <!-- #id -->", None),
    ("docusaurus", "Title {#}", "Title {#}", None),
    ("docusaurus", "Title {#id} more", "Title {#id} more", None),
    ("docusaurus", "Title {#a.__b__}", "Title", "a.b"),
    ("docusaurus", "Title {#a__b__c_}", "Title", "a__b__c_"),
    ("docusaurus", "Title {/* #a.__b__ */}", "Title", "a.__b__"),
    ("vitepress", "Title {#id .class}", "Title", "id"),
    ("vitepress", "Title{.class}", "Title", None),
    ("vitepress", 'Title {id="a b"}', "Title", "a b"),
    ("vitepress", "Title \\{#id}", "Title \\{#id}", None),
    ("vitepress", "Title {#id} more", "Title {#id} more", None),
    ("eleventy", "Title {#id}", "Title {#id}", None),
    ("hugo", 'Title {#id .class key="a } b"}', "Title", "id"),
    ("hugo", "Title{#id}", "Title", "id"),
    ("hugo", "Title ## {#id}", "Title", "id"),
    ("hugo", "Title {.class, #id}", "Title", "id"),
    ("hugo", 'Title {id="a\\"b"}', "Title", 'a"b'),
    ("hugo", "Title {.class}", "Title", None),
    ("hugo", "Title {}", "Title", None),
    ("hugo", "Title {a} {#id}", "Title {a}", "id"),
    ("hugo", "Title \\{#id}", "Title \\{#id}", None),
    ("hugo", "Title {#a b}", "Title {#a b}", None),
    ("hugo", "{#first}\nTitle", "{#first}\nTitle", None),
]


@pytest.mark.parametrize(("rule", "source", "title", "explicit_id"), PARTED)
def test_parted(rule: AnchorRuleName, source: str, title: str, explicit_id: str | None) -> None:
    """Each generator has its own syntax for ids, and shows as text what doesn't follow it."""
    assert BY_ANCHOR_RULE[rule].anchors().split_attributes(source) == (title, explicit_id)


@pytest.mark.parametrize("source", ["Title {#id}", "Title {: .class }"])
def test_not_asked_for(source: str) -> None:
    """Where a site doesn't honour explicit ids, a list is text."""
    style = MkdocsAnchors(explicit_ids=False)
    assert style.split_attributes(source) == (source, None)
