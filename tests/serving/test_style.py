"""The colours can be told apart by people who see less (WCAG 2.2, level AA)."""

import re
from itertools import product

import pytest

from assistant.serving.style import DARK, LIGHT, STYLE

TEXT, OTHER = 4.5, 3.0  # success criteria 1.4.3 and 1.4.11
# What is written on what; what only outlines a control, or shows the focus, needs less.
WRITTEN = [
    *product(("ink", "soft", "link", "warn"), ("paper", "panel")),
    *product(("ink", "link"), ("mark",)),
    ("ink", "field"),
    ("on-button", "button"),
]
OUTLINES = [("edge", "field"), ("edge", "paper"), ("link", "paper"), ("button", "paper")]
both = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb", as WCAG defines it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_defined() -> None:
    """Black on white is 21, grey #767676 on white just 4.54."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@both
def test_text_and_outlines_have_enough_contrast(colours: dict[str, str]) -> None:
    """In both looks."""
    for fore, back in WRITTEN:
        assert contrast(colours[fore], colours[back]) >= TEXT, (fore, back)
    for fore, back in OUTLINES:
        assert contrast(colours[fore], colours[back]) >= OTHER, (fore, back)


def test_both_looks_have_all_colours_and_no_others_are_used() -> None:
    """Each that a rule names is set, and none is written down outside the two tables."""
    used = set(re.findall(r"var\(--([a-z-]+)\)", STYLE))
    assert used == set(LIGHT) == set(DARK)
    rules = STYLE.partition("* {")[2]
    assert re.findall(r"#[0-9a-f]{3,6}\b", rules) == []


def test_the_style_loads_nothing_and_shows_the_focus() -> None:
    """No font, no picture; whatever takes the focus is outlined."""
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    assert ":focus-visible { outline: 3px" in STYLE
