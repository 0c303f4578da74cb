"""Links by name: a passage has the targets that its quote names, wherever the page defines them."""

from index_builder.index.passage_lines import passages_from_lines, passages_to_lines

from .cutting import cut

PAGE = """\
See [the form][Form  A], [form a][] and [Guide], not `[code]`.

## Others

Nothing [here] is [named](other.md).

[form a]: /forms/a/ "Form A"
[guide]: <guide.md#top>
[code]: code.md
[unused]: unused.md
[made]: {{ site.url }}/a
"""


def test_a_passage_has_the_definitions_that_it_may_use() -> None:
    """Under names without regard to case and blanks; what a template makes is not known."""
    first, second = cut(PAGE).passages
    assert first.definitions == (
        ("code", "code.md"),
        ("form a", "/forms/a/"),
        ("guide", "guide.md#top"),
    )
    assert second.definitions == ()
    (made,) = cut("See [made].\n\n[made]: {{site.url}}/a\n").passages
    assert made.definitions == ()


def test_definitions_are_kept_in_the_index() -> None:
    """A passage without any is written as before there were any."""
    passages = cut(PAGE).passages
    lines = passages_to_lines(passages)
    assert passages_from_lines(lines) == passages
    assert [b"definitions" in line for line in lines.splitlines()] == [True, False]
