"""What a site's own Markdown does to its passages, beyond what a build can be compared with."""

from pathlib import Path

from index_builder.index.passage import LeftOut, Passage
from index_builder.linting.linted_page import linted_page
from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site
from index_builder.splitting.splitter import split_page

from .cutting import count_words, cut

MKDOCS = """\
site_name: t
markdown_extensions: [attr_list, abbr, admonition, pymdownx.tabbed, pymdownx.snippets]
"""
DOCUSAURUS = "module.exports = {url: 'https://a.example', baseUrl: '/'};\n"


def site(folder: Path, settings: str, files: dict[str, str]) -> Path:
    """Write a site; `settings` decide which kind it is."""
    name = "mkdocs.yml" if settings.startswith("site_name") else "docusaurus.config.js"
    for path, text in {name: settings, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def passages(folder: Path) -> tuple[list[Passage], list[LeftOut]]:
    found = read_site(folder)
    pages = [split_page(page, found.anchors, count_words, 256) for page in read_pages(found).pages]
    return [one for page in pages for one in page.passages], [
        one for page in pages for one in page.left_out
    ]


def test_an_html_heading_is_a_section() -> None:
    """With the anchor of its id if it has one, else with that of the heading above it."""
    source = '# Top\n\nOne.\n\n<h2 id="own">Own <b>id</b></h2>\n\nTwo.\n\n<h2>None</h2>\n\nThree.\n'
    found = cut(source).passages
    assert [(one.headings, one.anchor) for one in found] == [
        (("Top",), "top"),
        (("Top", "Own id"), "own"),
        (("Top", "None"), "top"),
    ]


def test_an_html_heading_beside_other_text_is_none() -> None:
    """Lines are what passages are cut at, so its line stays whole."""
    (found,) = cut("<div><h2>Title</h2> and words</div>\n").passages
    assert (found.headings, found.text) == ((), "Title\nand words")


def test_a_tab_under_a_list_item_labels_what_it_holds(tmp_path: Path) -> None:
    """Its label is that of its sentences; which tab is open is not known, so no link marks them."""
    tabs = '1. Step\n\n    === "Mac"\n\n        Press it.\n\n    === "Other"\n\n        Turn it.\n'
    ((found,), _) = passages(site(tmp_path, MKDOCS, {"docs/a.md": tabs}))
    labels = {one.text: [label.text for label in one.labels] for one in found.sentences}
    assert labels["Turn it."] == ["1. Step", "Other"]
    assert found.folded


def test_after_tabs_the_section_above_them_goes_on(tmp_path: Path) -> None:
    """A heading in a tab ends with the tab."""
    text = '# Top\n\n=== "A"\n\n    ### Inner\n\n    One.\n\n=== "B"\n\n    Two.\n\nThree.\n'
    found, _ = passages(site(tmp_path, MKDOCS, {"docs/a.md": text}))
    assert [(one.headings, one.anchor, one.folded) for one in found] == [
        (("Top", "A", "Inner"), "inner", False),
        (("Top", "B"), "top", True),
        (("Top",), "top", False),
    ]


def test_an_extension_that_is_off_is_text(tmp_path: Path) -> None:
    """Without the extension for tabs, the page shows the line and a block of code."""
    text = '=== "A"\n\n    code **here**\n'
    ((found,), _) = passages(site(tmp_path, "site_name: t\n", {"docs/a.md": text}))
    assert found.text == '=== "A"\n\ncode **here**'


def test_no_quote_spans_a_line_that_nobody_sees(tmp_path: Path) -> None:
    """A passage ends above it, and the next one begins below."""
    text = "# Top\n\nOne AA.\n\n*[AA]: Audit\n\nTwo.\n\n--8<-- 'b.md'\n\nThree.\n"
    found, left_out = passages(site(tmp_path, MKDOCS, {"docs/a.md": text}))
    assert [one.lines for one in found] == [(1, 3), (7, 7), (11, 11)]
    assert [(one.lines, one.reason.partition(",")[0]) for one in left_out] == [
        ((5, 5), "abbreviation"),
        ((9, 9), "text of another file"),
    ]


def test_headings_of_included_files_count(tmp_path: Path) -> None:
    """Theirs are anchors of the page, and later headings of the same words get the next number."""
    files = {
        "docs/a.md": '# Top\n\n--8<-- "part.md"\n\n## Rates\n\nText.\n',
        "part.md": "## Rates\n",
    }
    found = read_site(site(tmp_path, MKDOCS, files))
    (page,) = read_pages(found).pages
    assert linted_page(page, page.url, found.anchors).anchors == {"top", "rates", "rates_1"}
    assert split_page(page, found.anchors, count_words, 256).passages[0].anchor == "rates_1"


def test_files_outside_the_named_folders_are_not_read(tmp_path: Path) -> None:
    """A name that climbs out of them brings nothing; one that includes itself ends."""
    (tmp_path / "secret.md").write_text("## Secret\n", "utf-8")
    files = {
        "docs/a.md": '# Top\n\n--8<-- "../secret.md"\n--8<-- "loop.md"\n\nText.\n',
        "loop.md": '## Loop\n\n--8<-- "loop.md"\n',
    }
    found = read_site(site(tmp_path / "site", MKDOCS, files))
    (page,) = read_pages(found).pages
    anchors = linted_page(page, page.url, found.anchors).anchors
    assert not any("secret" in anchor for anchor in anchors)
    assert "loop" in anchors


def test_lines_of_metadata_are_front_matter(tmp_path: Path) -> None:
    """MkDocs takes them, so the title is theirs and no passage has them."""
    files = {"docs/a.md": "Title: The title\nAuthor: Me\n    and you\n\nText.\n"}
    ((found,), _) = passages(site(tmp_path, MKDOCS, files))
    assert (found.page_title, found.text, found.lines) == ("The title", "Text.", (5, 5))


def test_components_hold_markdown(tmp_path: Path) -> None:
    """A tab of Docusaurus is read, below its label, though it is indented."""
    text = """\
# Top

<Tabs>
  <TabItem value="mac" label="On Mac">
    Press **it**.
  </TabItem>
  <TabItem value="other" default>
    ## Inner

    - Turn it.
  </TabItem>
</Tabs>
"""
    found, _ = passages(site(tmp_path, DOCUSAURUS, {"docs/a.md": text}))
    assert [(one.headings, one.text, one.folded) for one in found] == [
        (("Top", "On Mac"), "Press it.", True),
        (("Top", "other", "Inner"), "- Turn it.", False),
    ]
