"""Each rule gives the anchors that its generator gave, as the golden files keep them."""

import pytest

from index_builder.generators.headings.anchor_style import Heading
from index_builder.generators.jekyll.anchors import KramdownAnchors
from index_builder.generators.registry import ANCHOR_RULES, BY_ANCHOR_RULE

from .cases import STYLES, Case, read_cases
from .markdown_pages import headings

CASES = read_cases()
PAIRS = [
    pytest.param(case, style, id=f"{case.name}-{style}")
    for case in CASES
    for style in case.expected
]


@pytest.mark.parametrize(("case", "style"), PAIRS)
def test_golden(case: Case, style: str) -> None:
    """A page's anchors are the generator's, but where a difference is written down as known."""
    found = STYLES[style].anchors(headings(case.markdown, STYLES[style]))
    expected = case.expected[style]
    same = [ours == theirs for ours, theirs in zip(found, expected.anchors, strict=True)]
    assert same == [not differs for differs in expected.ours_differs], found


def test_every_rule_has_golden_cases() -> None:
    """No rule that makes anchors goes without a style that the golden files check."""
    made = {
        rule
        for rule in ANCHOR_RULES
        if BY_ANCHOR_RULE[rule].anchors().anchors([_heading("Title")]) != [""]
    }
    assert {style.rule for style in STYLES.values()} == made


def _heading(text: str, **more: str) -> Heading:
    return Heading(level=2, source=text, text=text, **more)


@pytest.mark.parametrize("rule", ["kramdown", "hugo"])
def test_auto_ids_off(rule: str) -> None:
    """Without automatic ids, a heading has an explicit one or none."""
    style = type(BY_ANCHOR_RULE[rule].anchors())(auto_ids=False)
    page = [_heading("One"), _heading("Two", explicit_id="second"), _heading("One")]
    assert style.anchors(page) == ["", "second", ""]


def test_prefix_stands_before_made_ids_only() -> None:
    """The prefix is put before a made id, its suffix included, and not before an explicit one."""
    page = [_heading("One"), _heading("One"), _heading("Two", explicit_id="second")]
    assert KramdownAnchors(auto_id_prefix="p-").anchors(page) == ["p-one", "p-one-1", "second"]


def test_marks_alone_count_for_nothing() -> None:
    """To kramdown "##" is a paragraph: it has no anchor and uses up no name."""
    page = [_heading(""), _heading("!"), _heading("")]
    assert KramdownAnchors().anchors(page) == ["", "", ""]
    assert KramdownAnchors().anchors([*page, _heading("?")])[-1] == "-1"


def test_typographic_symbols_off() -> None:
    """Where kramdown reads no typographic symbols, "--" stays in the id."""
    style = KramdownAnchors(typographic=False)
    assert style.anchors([_heading("a -- b")]) == ["a----b"]


def test_source_that_does_not_give_the_text() -> None:
    """Where the page's parser reads more syntax than CommonMark, its text is what counts."""
    heading = Heading(level=2, source="Costs[^1] -- and risks", text="Costs -- and risks")
    assert KramdownAnchors().anchors([heading]) == ["costs--and-risks"]


@pytest.mark.parametrize("rule", ANCHOR_RULES)
def test_no_headings(rule: str) -> None:
    """A page without headings has no anchors."""
    assert BY_ANCHOR_RULE[rule].anchors().anchors([]) == []
