"""A content folder is read whole, safely and in one order, whatever lies in it."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from surroundings import corpus_at

from index_builder.index.errors import SiteError
from index_builder.reading.pages import ContentPages, Page, read_pages
from index_builder.reading.site import read_site

BOM = b"\xef\xbb\xbf"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return an empty content folder with room beside it."""
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def write(content: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below the content folder."""
    for path, data in files.items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())


def read(content: Path) -> ContentPages:
    """Read the folder as the site it is."""
    return read_pages(read_site(content))


def only_page(content: Path) -> Page:
    """Return the single page of a folder that has nothing to complain of."""
    found = read(content)
    assert not found.failures
    (page,) = found.pages
    return page


def failures(content: Path) -> dict[str, str]:
    """Return the failures as path:line -> reason."""
    return {f"{error.path}:{error.line}": error.reason for error in read(content).failures}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("settings_file", [None, "_config.yml", "mkdocs.yml"])
def test_text_is_the_files_own(
    end: str, mark: str, settings_file: str | None, content: Path
) -> None:
    """A byte order mark and every kind of line end stay in the text, and change nothing else."""
    if settings_file:
        write(content, {settings_file: "docs_dir: docs\n"})
    text = mark + end.join(["---", "title: Ünïcode", "---", "# Head", ""])
    write(content, {"docs/a.md" if settings_file == "mkdocs.yml" else "a.md": text})
    page = only_page(content)
    assert (page.text, page.body_line, page.title) == (text, 4, "Ünïcode")


def test_order_is_by_path(content: Path) -> None:
    """Pages come sorted by the code points of their paths."""
    names = ["b.md", "B.md", "a/z.md", "a.md", "é.md", "a-b/x.md", "Z/a.md", "10.md", "9.md"]
    write(content, dict.fromkeys(names, "Text."))
    assert [page.path for page in read(content).pages] == sorted(names)


def test_front_matter_lines_are_accounted_for(content: Path) -> None:
    """The lines of front matter are left out, with that as the reason."""
    write(content, {"a.md": "---\ntitle: A\n---\nText.\n", "b.md": "Text.\n"})
    (out,) = read(content).left_out
    assert (out.path, out.lines, out.reason) == ("a.md", (1, 3), "front matter")


@pytest.mark.parametrize(
    ("data", "line", "found"),
    [
        (b"a\nb\xff\n", 2, "the byte 0xff"),
        (b"a\r\nb\r\n\xe9t\xe9", 3, "the byte 0xe9"),
        (b"a\rb\r\x80", 3, "the byte 0x80"),
        (BOM + b"a\n\xc3", 2, "the byte 0xc3"),
        ("Text.".encode("utf-16"), 1, "UTF-16"),
    ],
)
def test_a_page_that_is_not_utf_8(data: bytes, line: int, found: str, content: Path) -> None:
    """It is named with the line of the first byte that is wrong, and the others are read."""
    write(content, {"bad.md": data, "good.md": "Text."})
    assert failures(content) == {f"bad.md:{line}": f"{found} found, UTF-8 wanted: save it as UTF-8"}
    assert [page.path for page in read(content).pages] == ["good.md"]


def test_a_page_whose_front_matter_is_broken(content: Path) -> None:
    """It is named with the line in the file, and the others are read."""
    write(content, {"bad.md": "---\r\ntitle: A\r\nweight:4\r\n---\r\n", "good.md": "Text."})
    (place,) = failures(content)
    assert place == "bad.md:3"
    assert [page.path for page in read(content).pages] == ["good.md"]


def test_large_files_are_refused(content: Path) -> None:
    """A file over the stated size is named; one of just that size is read."""
    write(content, {"over.md": "x" * 101, "just.md": "x" * 100})
    found = read_pages(read_site(content), max_bytes=100)
    assert [page.path for page in found.pages] == ["just.md"]
    assert str(found.failures[0]).startswith("over.md:1: larger than 100 bytes")


def test_links_that_leave_are_refused(content: Path) -> None:
    """A link out of the folder, to a file or to a folder, is named and not followed."""
    outside = content.parent / "outside"
    write(outside, {"secret.md": "Secret."})
    write(content, {"a.md": "Text."})
    (content / "file.md").symlink_to(outside / "secret.md")
    (content / "folder").symlink_to(outside)
    (content / "upward").symlink_to("../outside")
    (content / "picture.png").symlink_to(outside / "secret.md")
    found = failures(content)
    assert list(found) == ["file.md:1", "folder:1", "upward:1"]
    assert all("leaves the content folder" in reason for reason in found.values())
    assert [page.path for page in read(content).pages] == ["a.md"]


def test_links_in_a_circle_are_refused(content: Path) -> None:
    """A link to itself, to nothing, or to a folder it is in is named."""
    write(content, {"sub/a.md": "Text."})
    (content / "self.md").symlink_to("self.md")
    (content / "sub" / "up").symlink_to("..")
    (content / "sub" / "here").symlink_to(".")
    (content / "nothing.md").symlink_to("missing.md")
    found = failures(content)
    assert list(found) == ["nothing.md:1", "self.md:1", "sub/here:1", "sub/up:1"]
    assert "paths never end" in found["sub/up:1"]
    assert "nowhere or in a circle" in found["self.md:1"]


def test_a_page_is_counted_once(content: Path) -> None:
    """Links inside the folder add no page; the report says what each leads to."""
    write(content, {"z/real.md": "Text.", "a.md": "Text."})
    (content / "another.md").symlink_to("z/real.md")
    (content / "b").symlink_to("z")
    found = read(content)
    assert not found.failures
    assert [page.path for page in found.pages] == ["a.md", "z/real.md"]
    assert [(out.path, out.reason) for out in found.left_out] == [
        ("another.md", "a link to z/real.md, which is read under that name"),
        ("b", "a link to the folder z, read under that name"),
    ]


def test_a_link_to_a_hidden_page_is_the_page(content: Path) -> None:
    """What is read under no name of its own is read under its link's, once."""
    write(content, {".store/a.md": "A.", ".store/sub/b.md": "B."})
    (content / "a.md").symlink_to(".store/a.md")
    (content / "b").symlink_to(".store/sub")
    (content / "c").symlink_to(".store/sub")
    found = read(content)
    assert [(page.path, page.text) for page in found.pages] == [("a.md", "A."), ("b/b.md", "B.")]
    assert [out.path for out in found.left_out] == ["c"]


def test_chains_of_links_do_not_multiply(content: Path) -> None:
    """Folders that link to each other twice a level are each read once."""
    for level in range(40):
        write(content, {f"{level}/page.md": "Text."})
        for name in ("left", "right"):
            (content / str(level) / name).symlink_to(f"../{(level + 1) % 40}")
    assert len(read(content).pages) == 40


def test_pipes_and_devices_are_never_opened(content: Path) -> None:
    """A named pipe called like a page is refused at once; opening it would never end."""
    write(content, {"a.md": "Text."})
    os.mkfifo(content / "pipe.md")
    assert failures(content) == {"pipe.md:1": "a pipe or a device found, a file wanted: remove it"}


def test_what_may_not_be_read_is_named(content: Path) -> None:
    """A file and a folder without permission are failures, and the others are read."""
    write(content, {"a.md": "Text.", "locked.md": "Text.", "folder/b.md": "Text."})
    (content / "locked.md").chmod(0)
    (content / "folder").chmod(0)
    if os.access(content / "locked.md", os.R_OK):
        pytest.skip("this user may read everything, as the superuser may")
    found = failures(content)
    (content / "folder").chmod(0o700)
    assert list(found) == ["folder:1", "locked.md:1"]
    assert all("Permission denied" in reason for reason in found.values())


def test_a_name_that_is_not_utf_8(content: Path) -> None:
    """No address can be made of it, so it is named in a form that can be written out."""
    write(content, {"a.md": "Text."})
    (Path(os.fsdecode(os.fsencode(content) + b"/caf\xe9.md"))).write_text("Text.")
    assert list(failures(content)) == ["caf\\udce9.md:1"]


def test_an_address_that_cant_be_written(content: Path) -> None:
    """Half a surrogate pair in a permalink is a page error, not a crash."""
    write(content, {"a.md": '---\npermalink: "/\\ud800/"\n---\n', "b.md": "Text."})
    assert list(failures(content)) == ["a.md:1"]


def test_hidden_and_installed_files_are_passed_over(content: Path) -> None:
    """Dot folders, installed packages and built sites are no content and no complaint."""
    hidden = [".git/a.md", ".playbook/a.md", "node_modules/p/README.md", "_site/a.md", "x/.y/a.md"]
    write(content, dict.fromkeys(hidden, "Text.") | {"a.md": "Text.", "a.txt": "Text."})
    found = read(content)
    assert [page.path for page in found.pages] == ["a.md"]
    assert not found.left_out


def test_a_folder_without_a_page_is_an_error(content: Path) -> None:
    """No page at all says so; pages that are all unpublished say why the first one is."""
    write(content, {"a.txt": "Text."})
    with pytest.raises(SiteError, match="holds no Markdown page: add one"):
        read(content)
    write(content, {"_config.yml": "", "a.md": "---\npublished: false\n---\nText."})
    with pytest.raises(SiteError, match=r"publishes none of them \(a.md: front matter says"):
        read(content)


def test_a_page_dated_for_later_appears_on_its_day(content: Path) -> None:
    """A post is left out before its date and published from then on."""
    write(content, {"_config.yml": "", "_posts/2030-05-06-new.md": "Text.", "a.md": "---\n---\n"})
    site = read_site(content)
    before = read_pages(site, now=datetime(2030, 5, 5, tzinfo=UTC))
    after = read_pages(site, now=datetime(2030, 5, 7, tzinfo=UTC))
    assert [page.path for page in before.pages] == ["a.md"]
    assert [out.reason for out in before.left_out if out.path != "a.md"] == [
        "dated 2030-05-06: published on that day"
    ]
    assert [page.url for page in after.pages] == ["/2030/05/06/new.html", "/a.html"]


def test_two_pages_may_claim_one_address(content: Path) -> None:
    """Both are read; which one the site shows is for its editors to settle."""
    write(content, dict.fromkeys(("a.md", "b.md"), "---\npermalink: /same/\n---\n"))
    assert [page.url for page in read(content).pages] == ["/same/", "/same/"]


@pytest.mark.parametrize("settings_file", [None, "_config.yml", "mkdocs.yml", "hugo.toml"])
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=200) | st.binary(max_size=80).map(lambda data: b"---\n" + data))
def test_any_bytes_give_a_page_or_a_failure(
    settings_file: str | None, content: Path, data: bytes
) -> None:
    """Whatever bytes a file holds, it is a page, a failure, or left out with the reason."""
    folder = {"mkdocs.yml": "docs/", "hugo.toml": "content/"}.get(settings_file or "", "")
    write(content, {f"{folder}any.md": data, f"{folder}good.md": "---\ntitle: A\n---\nText.\n"})
    if settings_file:
        write(content, {settings_file: ""})
    found = read(content)
    told = {page.path for page in found.pages} | {error.path for error in found.failures}
    told |= {out.path for out in found.left_out}
    assert told == {"any.md", "good.md"}
    for page in found.pages:
        assert (
            page.text
            == (data if page.path == "any.md" else b"---\ntitle: A\n---\nText.\n").decode()
        )


@pytest.mark.parametrize("handbook", ["corpora/gds-way", *(
    f"playbook/{date}" for date in ("2020-03-30", "2020-12-16", "2022-06-02a", "2022-06-02b",
                                    "2022-06-02c", "2022-06-02d", "2022-06-03", "2022-10-26")
)])  # fmt: skip
def test_every_file_of_a_real_handbook_is_told_of(handbook: str) -> None:
    """Each Markdown file is a page, a failure, or left out; none goes missing."""
    folder = corpus_at(handbook)
    found = read(folder)
    told = {page.path for page in found.pages} | {error.path for error in found.failures}
    told |= {out.path for out in found.left_out}
    assert told == {file.relative_to(folder).as_posix() for file in folder.rglob("*.md")}
