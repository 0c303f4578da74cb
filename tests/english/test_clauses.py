"""Which part of a message asks: the story before it is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.english.clauses import asking_spans


def asking(text: str) -> list[str]:
    return [text[start:end] for start, end in asking_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How do goats eat?", ["How do goats eat?"]),
        ("My goat is ill. Who may treat it?", ["Who may treat it?"]),
        ("my goat is ill - who may treat it", ["who may treat it"]),
        ("My goat fell ill, who may treat it", ["who may treat it"]),
        (
            "since May I have goats, and can they have cake, ever?",
            ["and can they have cake, ever?"],
        ),
        ("Goats eat hay. Why? And who's paying?", ["Why?", "And who's paying?"]),
        ("A goat broke out. Options?", ["Options?"]),
        ("hay price for goats", ["hay price for goats"]),
        ("Tell me about goats. Thanks!", ["Tell me about goats. Thanks!"]),
        ("", [""]),
    ],
)
def test_what_asks_is_found(text: str, expected: list[str]):
    """From the clause that opens as questions do; the whole where nothing does."""
    assert asking(text) == expected


@given(st.text("aWhy do?.,;—- \n", max_size=60))
def test_spans_stand_in_the_text_in_order(text: str):
    """Whatever is typed; none reaches into the next, and there is always one."""
    spans = asking_spans(text)
    assert spans
    assert [at for span in spans for at in span] == sorted(at for span in spans for at in span)
    assert all(0 <= start <= end <= len(text) for start, end in spans)
