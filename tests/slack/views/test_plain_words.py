"""Plain text is shown only if it has its source's words; otherwise the source is shown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from splitting.cutting import cut

from assistant.slack.views.quoting.passage_parts import joined, passage_parts
from assistant.slack.views.quoting.plain_words import MOST_COMPARED, is_plain

SOURCE = "You **must not** share [the file](/f) with 3 people (or more)."
TEXT = "You must not share the file with 3 people (or more)."


def test_marks_alone_may_be_missing():
    """Emphasis and a link's address are no words."""
    assert is_plain(SOURCE, TEXT)


FORGED = {
    "a word left out": TEXT.replace(" not", ""),
    "a word more": TEXT.replace("share", "ever share"),
    "another figure": TEXT.replace("3", "5"),
    "another order": TEXT.replace("must not", "not must"),
    "a sign more": TEXT.replace("people", "people!"),
    "another sign": TEXT.replace("(or more).", "(or more)?"),
    "the end left out": TEXT.removesuffix("(or more)."),
    "nothing": "",
}


@pytest.mark.parametrize("text", FORGED.values(), ids=FORGED)
def test_other_words_are_never_shown(text: str):
    """A passage whose plain text was changed shows its source, marks and all."""
    assert not is_plain(SOURCE, text)
    (passage,) = cut(f"{SOURCE}\n").passages
    (sentence,) = passage.sentences
    forged = replace(passage, text=text, sentences=(replace(sentence, text=text),))
    assert joined(passage_parts(forged)) == SOURCE
    assert joined(passage_parts(passage)) == TEXT


@given(
    st.integers(0, len(TEXT) - 1),
    st.sampled_from("x7!,\N{ZERO WIDTH SPACE}\N{CYRILLIC SMALL LETTER A}"),
)
def test_no_character_can_be_changed(at: int, char: str):
    """Not by a letter, a figure or a sign, nor by a look-alike or what isn't seen."""
    changed = f"{TEXT[:at]}{char}{TEXT[at + 1 :]}"
    assert not is_plain(SOURCE, changed)


PLAIN = {
    "code keeps what looks like a mark": ("run `<tag> [a](b)`", "run <tag> [a](b)"),
    "entities are their signs": ("A &lt; B &amp; C", "A < B & C"),
    "in code they are not": ("`&lt;`", "&lt;"),
    "a page numbers its steps": ("1. Open", "3. Open"),
    "a line that begins with a number is no step": ("in\n2. May", "in 2. May"),
    "a reference": ("see [the guide][g]", "see the guide"),
    "an address": ("see <https://a.example/b>", "see https://a.example/b"),
    "a footnote's call": ("so[^1].", "so [1]."),
    "tags and comments": ("a <b class='x'>b</b><!-- c -->", "a b"),
    "lines of a cell": ("| a | b<br>c |", "a | b; c"),
    "a quoted heading": ("> ### Never\n>", "Never"),
    "a heading underlined": ("Never\r\n=====", "Never"),
    "a table's rule": ("| a | b |\n| :-- | --: |", "a | b"),
    "an image": ("![a chart](c.png) here", "a chart here"),
    "what is escaped": (r"5 \* 3 \[a\]", "5 * 3 [a]"),
    "a fence": ("```sh\nls <dir>\n```", "ls <dir>"),
    "attributes": ("Note{: .lead #top}", "Note"),
    "an admonition's title": ('!!! note "Do *not*"', "Do not"),
    "an admonition titled by its type": ("??? warning", "Warning"),
    "a tab's label": ('=== "On Windows"', "On Windows"),
    "a block between slashes": ("/// details | Late claims\n    type: warning", "Late claims"),
    "the end of a block": ("So it is.\n///", "So it is."),
    "a statement that writes nothing": ("{% if a %}Yes{% endif %}", "Yes"),
}


@pytest.mark.parametrize(("source", "text"), PLAIN.values(), ids=PLAIN)
def test_what_counts_as_a_mark(source: str, text: str):
    """Each mark is told from words."""
    assert is_plain(source, text)


SHOWN_AS_SOURCE = {
    "a tag that writes": ("Write to {{ mail }} now", "Write to now"),
    "an include": ("{% include warning.html text='Never' %}Go", "Go"),
    "words in code": ("`never <b>` go", "go"),
    "what is struck out no longer holds": ("~~Share it.~~ Keep it.", "Share it. Keep it."),
    "a sign that means something": ("Keep it below -5 °C", "Keep it below 5 °C"),
    "another": ("files ≤ 5 MB", "files 5 MB"),
    "an accent": ("pin\N{COMBINING TILDE}ata", "pinata"),
}


@pytest.mark.parametrize(("source", "text"), SHOWN_AS_SOURCE.values(), ids=SHOWN_AS_SOURCE)
def test_what_is_not_a_mark(source: str, text: str):
    """Such a text may hold words that a page's readers see."""
    assert not is_plain(source, text)


def test_what_is_too_long_to_compare_is_shown_as_its_source():
    """Comparing takes time that grows faster than a text does."""
    long = "word " * (MOST_COMPARED // 4)
    assert not is_plain(long, long)
