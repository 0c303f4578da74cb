"""The front matter of a page: where it ends, what it holds, what is refused and on which line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_builder.generators.front_matter_forms import FrontMatterForms
from index_builder.generators.hugo.generator import HUGO
from index_builder.generators.jekyll.generator import JEKYLL
from index_builder.generators.mkdocs.generator import MKDOCS
from index_builder.index.errors import PageError
from index_builder.reading.front_matter import (
    _closing_line,
    _parsed_closing_line,
    read_front_matter,
    title_of,
)


@pytest.mark.parametrize(
    ("text", "fields", "body_line"),
    [
        ("---\ntitle: A\n---\nText", {"title": "A"}, 4),
        ("---\r\ntitle: A\r\n---\r\nText", {"title": "A"}, 4),
        ("---\rtitle: A\r---\rText", {"title": "A"}, 4),
        ("\ufeff---\ntitle: A\n---\nText", {"title": "A"}, 4),
        ("---\ntitle: A\n---", {"title": "A"}, 4),
        ("---  \ntitle: A\n---\t\nText", {"title": "A"}, 4),
        ("---\ntitle: A\n...\nText", {"title": "A"}, 4),
        ("---\n---\nText", {}, 3),
        ("---\n# only a comment\n---\n", {}, 4),
        ("---\ntitle: A\n---\nText\n---\n", {"title": "A"}, 4),
        ("---\ntext: |\n  a\n  b\nlist:\n- c\n---\n", {"text": "a\nb\n", "list": ["c"]}, 8),
        ("", {}, 1),
        ("Text", {}, 1),
        ("---", {}, 1),
        ("---\ntitle: never closed\n", {}, 1),
        ("----\ntitle: A\n----\n", {}, 1),
        ("--- title\n---\n", {}, 1),
        (" ---\ntitle: A\n---\n", {}, 1),
        ("\n---\ntitle: A\n---\n", {}, 1),
        ("+++\ntitle = 1\n+++\n", {}, 1),
    ],
)
def test_where_front_matter_ends(text: str, fields: dict[str, object], body_line: int) -> None:
    """It runs from a bare --- on the first line to the next bare --- or ...; else there is none."""
    found = read_front_matter("a.md", text)
    assert (dict(found.fields), found.body_line) == (fields, body_line)


def test_toml_front_matter() -> None:
    """Between +++ it is TOML where the generator reads that; dates become text."""
    text = "+++\r\ntitle = 'A'\r\ndate = 2020-01-02\r\n[build]\r\nrender = 'never'\r\n+++\r\nText"
    found = read_front_matter("a.md", text, FrontMatterForms(toml=True))
    expected = {"title": "A", "date": "2020-01-02", "build": {"render": "never"}}
    assert (dict(found.fields), found.body_line) == (expected, 7)


@pytest.mark.parametrize(
    ("text", "fields", "body_line"),
    [
        ('{"title": "A", "Draft": true}\nText', {"title": "A", "draft": True}, 2),
        ('{\r\n  "a": {"b": "}"}\r\n}\r\nText', {"a": {"b": "}"}}, 4),
        ('\n\n{"a": 1}\n\nText', {"a": 1}, 4),
        ("\n \n---\nTITLE: A\n---\nText", {"title": "A"}, 6),
        ("\n+++\na = 1\n+++\nText", {"a": 1}, 5),
        ("\nText\n---\na: 1\n---\n", {}, 1),
    ],
)
def test_hugos_front_matter(text: str, fields: dict[str, object], body_line: int) -> None:
    """It is JSON, too, in any case of its keys, and blank lines may stand before it."""
    found = read_front_matter("a.md", text, HUGO.front_matter)
    assert (dict(found.fields), found.body_line) == (fields, body_line)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('{"a": 1,}\n', 1, "correct the JSON"),
        ('\n{\n"a": 1\n"b": 2\n}\n', 4, "correct the JSON"),
        ("{{< figure >}}\n", 1, "correct the JSON"),
        ('{"a": ' + "[" * 100_000 + "\n", 1, "nested too deeply"),
        ('{"a": ' + "9" * 5000 + "}\n", 1, "digits"),
        ("\n\n---\na: 1\nb:2\n---\n", 5, "a space after the colon"),
        ("\n+++\na = = 1\n+++\n", 3, "Invalid value"),
    ],
)
def test_hugos_front_matter_that_is_refused(text: str, line: int, reason: str) -> None:
    """Hugo builds no site with it; the line is that in the file."""
    with pytest.raises(PageError, match=reason) as caught:
        read_front_matter("a.md", text, HUGO.front_matter)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "line", "body_line"),
    [
        ("---\na: b: c\n---\nText", 2, 4),
        ("---\na: 1\n ---\nb: c: d\n---\nText", 4, 6),
        ("---\na: 1\n----\nb: 2\n---\nText", 4, 6),
        ("---\na: *Important*\n---\nText", 2, 4),
        ("---\na: 1\nb: *Important\n---\nText", 3, 5),
        ("---\na: {{ site.title }}\n---\nText", 2, 4),
    ],
)
def test_front_matter_a_page_is_published_without(text: str, line: int, body_line: int) -> None:
    """What is wrong with it is said, and the page begins below it, as the generator closes it."""
    for generator in (MKDOCS, JEKYLL):
        found = read_front_matter("a.md", text, generator.front_matter)
        assert (dict(found.fields), found.body_line) == ({}, body_line)
        assert found.fault is not None
        assert found.fault.line == line


def test_a_value_that_begins_with_a_tag_by_mistake_is_left_out() -> None:
    """The page is published, and what else it says is heard: it may be a draft."""
    text = "---\ntitle: !Important notice\npublished: false\n---\nText"
    for generator in (MKDOCS, JEKYLL):
        found = read_front_matter("a.md", text, generator.front_matter)
        assert dict(found.fields) == {"title": None, "published": False}
        assert found.fault is not None
        assert (found.fault.line, "'!Important'" in found.fault.reason) == (2, True)


def test_a_name_that_nothing_asks_for_is_no_harm() -> None:
    """`&Co` names a value, as every reader of YAML takes it."""
    assert read_front_matter("a.md", "---\ntitle: &Co notice\n---\n").fields == {"title": "notice"}


@pytest.mark.parametrize(
    "text",
    [
        "---\nx: &y 1\nz: *y\n---\n",
        "---\nx: !!bool false\n---\n",
        "---\nx: !y {a: 1}\n---\n",
        "---\nx: !y 1\nz: !!python/name:a.b\n---\n",
    ],
)
def test_front_matter_that_only_we_refuse(text: str) -> None:
    """It may hold a draft: where the generator can read more than we do, the page is not read."""
    for generator in (MKDOCS, JEKYLL):
        with pytest.raises(PageError):
            read_front_matter("a.md", text, generator.front_matter)


NESTED = "a: " + "[" * 400 + "]" * 400
BOMB = "a: &a [1, 2]\nb: &b [*a, *a]\nc: [*b, *b]"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("---\ntitle: A\nweight:4\n---\n", 3, "a space after the colon"),
        ("\ufeff---\r\ntitle: A\r\nb: 'x\r\n---\r\n", 3, "close the quotation mark"),
        ("---\na: 1\nb: a: c\n---\n", 3, "mapping values are not allowed"),
        (f"---\n{BOMB}\n---\n", 3, "the alias *a found, plain YAML: write the value out"),
        ("---\nx: 1\ny: *z\n---\n", 3, "undefined alias 'z'"),
        ("---\nx: !!python/object/apply:os.system [ls]\n---\n", 2, "remove the tag"),
        ("---\nx: !custom 1\n---\n", 2, "the tag '!custom' found"),
        ("---\nx: !!timestamp nonsense\n---\n", 2, "the tag"),
        (f"---\n{NESTED}\n---\n", 2, "nesting deeper than 24 levels"),
        ("---\n- a\n- b\n---\n", 2, "a list found, `key: value` lines wanted"),
        ("---\njust text\n---\n", 2, "a single value ('just text') found"),
        ("---\na: 1\nb: \x00\n---\n", 3, "which YAML does not allow"),
        ("---\na: 1\n? [x]\n: 1\n---\n", 3, "unhashable key"),
        ("---\na: 1\n ---\nText\n", 3, "write --- alone at the start of the line"),
        ("---\na: " + "x" * 200_001 + "\n---\n", 2, "at most 200,000 are read"),
        ("+++\na = 1\nb = = 2\n+++\n", 3, "Invalid value"),
        ("+++\na = 1\n", 1, "no closing +++"),
        ("+++\na = " + "[" * 5000 + "\n+++\n", 1, "nested too deeply"),
        ("+++\na = " + "9" * 5000 + "\n+++\n", 1, "digits"),
    ],
)
def test_what_is_refused_is_named_with_its_line(text: str, line: int, reason: str) -> None:
    """A page whose front matter can't be read, or is more than plain data, says where and why."""
    with pytest.raises(PageError) as caught:
        read_front_matter("sub/a.md", text, FrontMatterForms(toml=True))
    assert caught.value.path == "sub/a.md"
    assert caught.value.line == line
    assert reason in caught.value.reason
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2020-01-02", "2020-01-02"),
        ("2020-99-99", "2020-99-99"),
        ("2020-01-02 10:00:00 +0100", "2020-01-02 10:00:00 +0100"),
        ("'quoted'", "quoted"),
        ("12", 12),
        ("1.5", 1.5),
        ("yes", True),
        ("~", None),
        ("=", "="),
        ("0x_", "0x_"),
        ("9" * 5000, "9" * 5000),
        ("0x" + "f" * 5000, "0x" + "f" * 5000),
    ],
)
def test_scalars(written: str, value: object) -> None:
    """Dates stay text, and so does a number too long or too odd to be one."""
    assert read_front_matter("a.md", f"---\nx: {written}\n---\n").fields == {"x": value}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Plain", "Plain"),
        ("  two\n lines ", "two lines"),
        (2020, "2020"),
        (True, "true"),
        ("", None),
        (None, None),
        (["a"], None),
        ({"a": 1}, None),
    ],
)
def test_title(title: object, expected: str | None) -> None:
    """A title is one line of text; a list or mapping is none."""
    assert title_of({"title": title}) == expected


@given(st.text(alphabet=st.sampled_from("-+.\n\r :ab[]{}&*!'\"|>#%@`\ufeff\x00\t,?1"), max_size=60))
def test_any_text_is_read_or_refused(middle: str) -> None:
    """Whatever stands in a page, reading it gives front matter or a page error in the file."""
    text = f"---\n{middle}\n---\n"
    try:
        found = read_front_matter("a.md", text, FrontMatterForms(toml=True))
    except PageError as error:
        assert 1 <= error.line <= len(text) + 1
    else:
        assert 1 <= found.body_line <= len(text) + 1
        title_of(found.fields)


_LINES = st.sampled_from(
    ["---", "...", "----", " ---", "    ---", "--- x", "- --", "a: b", "", "\t---"]
)


@given(
    st.lists(_LINES, max_size=8), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "\n"])
)
def test_what_closes_front_matter_does_not_depend_on_what_follows(
    lines: list[str], end: str, last: str
) -> None:
    """Parsing no further than the first line that may close it finds what the whole page finds."""
    text = end.join(["---", *lines]) + last
    assert _closing_line(text) == _parsed_closing_line(text)
