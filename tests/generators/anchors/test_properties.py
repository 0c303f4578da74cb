"""What holds of anchors whatever the headings are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_builder.generators.headings.anchor_style import AnchorRuleName, Heading
from index_builder.generators.mkdocs.anchors import MkdocsAnchors
from index_builder.generators.registry import ANCHOR_RULES, BY_ANCHOR_RULE

# Few words, so that pages repeat them, with the suffixes that repeats get.
_WORDS = st.sampled_from(
    ["Foo", "foo", "Foo 1", "Foo-1", "Foo_1", "_1", "-1", "!", "é", "ΣΑΣ", "1"]
)
_TEXTS = st.one_of(_WORDS, st.text(st.characters(codec="utf-8"), max_size=12))
_IDS = st.one_of(st.none(), st.sampled_from(["foo", "foo-1", "foo_1", "own"]))
_LEVELS = st.integers(2, 6)  # an h1 has no anchor under Docusaurus


def _page(texts: list[str], ids: list[str | None], levels: list[int]) -> list[Heading]:
    parts = zip(texts, ids, levels, strict=False)
    return [Heading(level=n, source=t, text=t, explicit_id=i) for t, i, n in parts]


_MANY_TEXTS = st.lists(_TEXTS, max_size=12)
_MANY_IDS = st.lists(_IDS, min_size=12, max_size=12)
_MANY_LEVELS = st.lists(_LEVELS, min_size=12, max_size=12)
_PAGES = st.builds(_page, _MANY_TEXTS, _MANY_IDS, _MANY_LEVELS)
_PLAIN_PAGES = st.builds(_page, _MANY_TEXTS, st.just([None] * 12), _MANY_LEVELS)


@pytest.mark.parametrize("rule", ANCHOR_RULES)
@given(page=_PAGES)
def test_one_anchor_a_heading(rule: AnchorRuleName, page: list[Heading]) -> None:
    """There are as many anchors as headings, and the same ones each time."""
    style = BY_ANCHOR_RULE[rule].anchors()
    found = style.anchors(page)
    assert len(found) == len(page)
    assert style.anchors(page) == found


@pytest.mark.parametrize("rule", ANCHOR_RULES)
@given(page=_PAGES)
def test_explicit_ids_are_kept(rule: AnchorRuleName, page: list[Heading]) -> None:
    """An explicit id is its heading's anchor as it stands; GitHub and Eleventy have none."""
    if rule not in ("github", "eleventy"):
        pairs = zip(BY_ANCHOR_RULE[rule].anchors().anchors(page), page, strict=True)
        assert all(a == h.explicit_id for a, h in pairs if h.explicit_id is not None)


@pytest.mark.parametrize("rule", ["github", "python-markdown", "docusaurus", "hugo", "vitepress"])
@given(page=_PLAIN_PAGES)
def test_unique(rule: AnchorRuleName, page: list[Heading]) -> None:
    """Made ids are unlike each other; kramdown's may meet, suffix and words.

    Hugo makes none for a heading without text.
    """
    found = BY_ANCHOR_RULE[rule].anchors().anchors(page)
    made = [anchor for anchor in found if anchor or rule != "hugo"]
    assert len(set(made)) == len(made)


@given(page=_PAGES)
def test_unique_beside_explicit_ids(page: list[Heading]) -> None:
    """Python-Markdown makes no id that a heading anywhere on the page has explicitly."""
    found = MkdocsAnchors().anchors(page)
    explicit = {heading.explicit_id for heading in page}
    made = [a for a, heading in zip(found, page, strict=True) if heading.explicit_id is None]
    assert explicit.isdisjoint(made)


@pytest.mark.parametrize("rule", ANCHOR_RULES)
@given(page=_PLAIN_PAGES, more=_TEXTS)
def test_later_headings_change_nothing(
    rule: AnchorRuleName, page: list[Heading], more: str
) -> None:
    """A heading added at the end leaves the anchors before it as they are."""
    style = BY_ANCHOR_RULE[rule].anchors()
    longer = [*page, Heading(level=2, source=more, text=more)]
    assert style.anchors(longer)[: len(page)] == style.anchors(page)


@pytest.mark.parametrize("rule", ANCHOR_RULES)
@given(source=st.text(st.sampled_from("ab #{}.:=\"'\\`/*1-"), max_size=16))
def test_parting_takes_from_the_end_only(rule: AnchorRuleName, source: str) -> None:
    """What is left of a heading begins its source, and parting it never fails."""
    title, explicit_id = BY_ANCHOR_RULE[rule].anchors().split_attributes(source)
    assert source.startswith(title)
    assert explicit_id is None or explicit_id
