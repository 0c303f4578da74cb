"""What Chromium makes of a text directive: the facts `text_fragment.py` relies on.

Each page is written by hand and tall, so that the right place is out of sight at first.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.answering.text_fragment import link

from .page_fragment import directive_for
from .served_site import served

if TYPE_CHECKING:
    from .chromium import Browser

pytestmark = pytest.mark.slow

FAR = '<div style="height: 1500px"></div>'
NOT_FOUND = 1.0  # seconds to wait for a highlight that must not come


def seen(browser: Browser, folder: Path, body: str, directive: str, *, patience: float = 2) -> str:
    """Return the words that a directive highlights on a page, each with its place among all."""
    page = f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><body>{body}{FAR}</body>'
    (folder / "index.html").write_text(page, encoding="utf-8")
    with served(folder) as origin:
        url = f"{origin}/"
        sight = browser.sight(link(url, directive), patience=patience)
        assert sight.first_visible or not sight.highlighted, "highlighted, but not in sight"
        return " ".join(f"{browser.layout(url).words[at][0]}.{at}" for at in sight.highlighted)


REPEATED = f"<p>Keep the form.</p>{FAR}<p>Sign it first. Keep the form.</p><p>Keep the form.</p>"


@pytest.mark.parametrize(
    ("directive", "expected"),
    [
        ("text=Keep%20the%20form", "Keep.0 the.1 form.2"),
        ("text=it%20first.-,Keep%20the%20form", "Keep.6 the.7 form.8"),
        ("text=Sign%20it,the%20form", "Sign.3 it.4 first.5 Keep.6 the.7 form.8"),
        ("text=form.-,Keep%20the%20form", "Keep.9 the.10 form.11"),
        ("text=Lose%20the%20form", ""),
        ("text=Keep%20the%20for", ""),
        ("text=form.%20Sign", ""),
    ],
)
def test_the_instrument_tells_occurrences_apart(
    browser: Browser, tmp_path: Path, directive: str, expected: str
) -> None:
    """The first, second and third occurrence look different, and absent words like nothing.

    Half a word and words of two blocks are absent too.
    """
    patience = 2 if expected else NOT_FOUND
    assert seen(browser, tmp_path, REPEATED, directive, patience=patience) == expected


@pytest.mark.parametrize(
    ("shown", "term", "found"),
    [
        ("the agency’s “own” data", "the%20agency%27s%20%22own%22%20data", True),
        ('the agency\'s "own" data', "the%20agency%E2%80%99s%20%E2%80%9Cown%E2%80%9D%20data", True),
        ("DATA Sharing agreement", "data%20sharing%20AGREEMENT", True),
        ("the résumé form", "the%20resume%20form", True),
        ("data&nbsp;sharing   <b>agree</b>ment", "data%20sharing%20agreement", True),
        ("inter&shy;agency data", "interagency%20data", True),
        ("the file – or folder", "the%20file%20%2D%2D%20or%20folder", False),
        ("the file – or folder", "the%20file%20%2D%20or%20folder", False),
        ("wait … then send", "wait%20...%20then%20send", True),
        ("the term<sup>1</sup> ends", "the%20term", False),
        ("the term.<sup>1</sup> Ends", "the%20term", True),
        ("in 2019.<sup>1</sup> Ends", "in%202019", False),
        ("non-disclosure form", "disclosure%20form", True),
    ],
)
def test_what_chromium_folds(
    browser: Browser, tmp_path: Path, shown: str, term: str, found: bool
) -> None:
    """Quote marks, case, accents, blanks, soft hyphens and ellipses are folded; dashes are not.

    A footnote's mark makes one word with the letters before it, not with a full stop; with a
    number even across one. A hyphen parts words.
    """
    body = f"{FAR}<p>See {shown} here.</p>"
    patience = 2 if found else NOT_FOUND
    assert bool(seen(browser, tmp_path, body, f"text={term}", patience=patience)) is found


# What is written, what the site shows, how many words (a run of letters or digits is one) of it.
WRITTEN = [
    ("Ask -- or write -- to us today.", "Ask – or write – to us today.", 6),
    ('Don\'t wait... then send them "all".', "Don’t wait… then send them “all”.", 7),
    ("数据共享协议。请先联系机构，再提交申请。", "数据共享协议。请先联系机构，再提交申请。", 3),
    ("डेटा साझा करने से पहले समझौता करें", "डेटा साझा करने से पहले समझौता करें", 7),
    ("שלחו את הטופס אל הסוכנות", "שלחו את הטופס אל הסוכנות", 5),
    (
        "Send 🎉 the form 👍🏽 today, please & thank you",
        "Send 🎉 the form 👍🏽 today, please & thank you",
        7,
    ),
    (
        "Use the C++ (beta) tool, not R&D-only 100% ones",
        "Use the C++ (beta) tool, not R&D-only 100% ones",
        11,
    ),
]


@pytest.mark.parametrize(("source", "shown", "count"), WRITTEN)
def test_our_directive_finds_what_a_generator_made_of_the_words(
    browser: Browser, tmp_path: Path, source: str, shown: str, count: int
) -> None:
    """Typography, scripts, emoji and signs: all the words are found as the site shows them."""
    directive = directive_for(source, ["Something else comes first.", source], passage=1)
    assert directive is not None
    body = f"<p>Something else comes first.</p>{FAR}<p>{shown.replace('&', '&amp;')}</p>"
    assert len(seen(browser, tmp_path, body, directive).split()) == count


def test_our_directive_singles_out_a_repeated_sentence(browser: Browser, tmp_path: Path) -> None:
    """Of three equal sentences the one that is meant is highlighted."""
    texts = ["Keep the form.", "Sign it first. Keep the form.", "Keep the form."]
    places = []
    for at in range(3):
        directive = directive_for("Keep the form.", texts, passage=at)
        assert directive is not None
        places.append(seen(browser, tmp_path, REPEATED, directive))
    assert places == ["Keep.0 the.1 form.2", "Keep.6 the.7 form.8", "Keep.9 the.10 form.11"]
