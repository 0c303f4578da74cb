"""Docusaurus addresses: a table, which the docs plugin's own functions are held to as well."""

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index_builder.generators.addresses import PageFile, Unpublished
from index_builder.generators.docusaurus.addresses import DocusaurusAddresses, Part
from index_builder.index.errors import PageError
from index_builder.reading.front_matter import read_front_matter

NOW = datetime(2024, 1, 1, tzinfo=UTC)
MODULES = Path(__file__).parents[1] / "anchors" / "npm" / "node_modules"

# path, front matter, address (None: not published)
TABLE: list[tuple[str, str, str | None]] = [
    ("intro.md", "", "/docs/intro"),
    ("index.md", "", "/docs/"),
    ("README.md", "", "/docs/"),
    ("Read Me.mdx", "", "/docs/Read Me"),
    ("guides/index.mdx", "", "/docs/guides/"),
    ("guides/Readme.md", "", "/docs/guides/"),
    ("guides/guides.md", "", "/docs/guides/"),
    ("Guides/guides.md", "", "/docs/Guides/"),
    ("01-Guides/01-guides.md", "", "/docs/Guides/"),
    ("01-Guides/Guides.md", "", "/docs/Guides/Guides"),
    ("01-Guides/02_b.md", "", "/docs/Guides/b"),
    ("01-a/02-n.md", "parse_number_prefixes: false", "/docs/01-a/02-n"),
    ("2021-11-foo.md", "", "/docs/2021-11-foo"),
    ("7.0-foo.md", "", "/docs/7.0-foo"),
    ("1.foo.md", "", "/docs/foo"),
    ("1 - foo.md", "", "/docs/foo"),
    ("1--foo.md", "", "/docs/foo"),
    ("1-.md", "", "/docs/1-"),
    ("003 foo.md", "", "/docs/003 foo"),
    ("12.md", "", "/docs/12"),
    ("a/b/c.v2.md", "", "/docs/a/b/c.v2"),
    ("percent%20.md", "", "/docs/percent%20"),
    ("s1.md", "slug: /", "/docs/"),
    ("s2.md", "slug: /abs/x", "/docs/abs/x"),
    ("s3.md", "slug: rel", "/docs/rel"),
    ("a/s4.md", "slug: ../up", "/docs/up"),
    ("a/b/s5.md", "slug: ./", "/docs/a/b/"),
    ("a/b/s6.md", "slug: ..", "/docs/a/"),
    ("a/s7.md", "slug: rel/x/", "/docs/a/rel/x/"),
    ("a/s8.md", "slug: ../../../up", "/docs/up"),
    ("a/index.md", "slug: idx", "/docs/a/idx"),
    ("i1.md", "id: my-id", "/docs/my-id"),
    ("a/i2.md", "{id: other, slug: sl}", "/docs/a/sl"),
    ("guides/x/index.md", "id: zz", "/docs/guides/x/"),
    ("d.md", "draft: true", None),
    ("u.md", "unlisted: true", None),
]


def content(matter: str) -> str:
    """Return a page with this front matter."""
    return f"---\n{matter}\n---\n\nText.\n" if matter else "Text.\n"


def address(path: str, matter: str, rules: DocusaurusAddresses | None = None) -> str | None:
    """Return our address of a page, None where it is not published."""
    fields = read_front_matter(path, content(matter)).fields
    source = PageFile(path=path, fields=fields, has_front_matter=bool(matter))
    found = (rules or DocusaurusAddresses()).address(source, NOW)
    return None if isinstance(found, Unpublished) else found


@pytest.mark.parametrize(("path", "matter", "expected"), TABLE)
def test_address(path: str, matter: str, expected: str | None) -> None:
    """Slug, id, number prefixes and index files decide as in the table."""
    assert address(path, matter) == expected


@pytest.mark.slow
def test_the_table_is_what_the_docs_plugin_makes() -> None:
    """Docusaurus's own docs plugin gives every row of the table the same permalink."""
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    if not (MODULES / "@docusaurus" / "plugin-content-docs").is_dir():
        pytest.skip(
            "the docs plugin is not installed: npm ci --prefix tests/generators/anchors/npm"
        )
    asked = [{"source": path, "content": content(matter)} for path, matter, _ in TABLE]
    run = subprocess.run(
        ["node", str(Path(__file__).with_name("docusaurus_permalinks.cjs"))],
        input=json.dumps(asked),
        env=os.environ | {"NODE_PATH": str(MODULES)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(run.stdout) == {path: expected for path, _, expected in TABLE}


@pytest.mark.parametrize(
    ("path", "matter"),
    [("a.md", "id: a/b"), ("a.md", "slug: //x//y"), ("hash#x.md", ""), ("a.md", "slug: /q/../z")],
)
def test_an_address_docusaurus_refuses_is_a_page_error(path: str, matter: str) -> None:
    """Where Docusaurus stops, the page is named with what to change."""
    with pytest.raises(PageError, match=r"^[^:]+\.md:1: .*slug"):
        address(path, matter)


@pytest.mark.parametrize(
    ("route", "slash", "path", "expected"),
    [
        ("", None, "intro.md", "/intro"),
        ("", None, "index.md", "/"),
        ("", False, "index.md", "/"),
        ("handbook/v2", True, "intro.md", "/handbook/v2/intro/"),
        ("docs", False, "guides/index.md", "/docs/guides"),
        ("docs", True, "guides/index.md", "/docs/guides/"),
    ],
)
def test_route_and_trailing_slash(route: str, slash: bool | None, path: str, expected: str) -> None:
    """The routeBasePath goes before the slug, and trailingSlash decides how an address ends."""
    rules = DocusaurusAddresses(parts=(Part(route=route),), trailing_slash=slash)
    assert address(path, "", rules) == expected
