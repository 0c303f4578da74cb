"""Our addresses of a Jekyll site are the files Jekyll itself writes."""

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest
from surroundings import corpus_at

from index_builder.reading.pages import Page, read_pages
from index_builder.reading.site import read_site

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("jekyll") is None, reason="jekyll is not installed"),
]

MATTER = "---\ntitle: A page\n---\n\nText.\n"


def page(**fields: str) -> str:
    """Return a page with this front matter."""
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items()) + "---\n\nHi.\n"


ORDINARY = {
    "index.md": MATTER,
    "about.md": MATTER,
    "Mixed Case & co.md": MATTER,
    "émigré [1] 100%.md": MATTER,
    "what? a #hash.md": MATTER,
    "percent%20name.md": MATTER,
    "dots.v2.html.md": MATTER,
    "trailing...md": MATTER,
    "other.markdown": MATTER,
    "more.mkd": MATTER,
    "UPPER.MD": MATTER,
    "guide/index.md": MATTER,
    "guide/steps.md": MATTER,
    "guide/deep/er/index.md": MATTER,
    "linked.md": page(permalink="/elsewhere/"),
    "linked-bare.md": page(permalink="/bare"),
    "linked-file.md": page(permalink="/some/file.html"),
    "linked-relative.md": page(permalink="no/slash/first/"),
    "linked-up.md": page(permalink="/a/../../up/"),
    "linked-twice.md": page(permalink="//two///slashes/"),
    "linked-spaces.md": page(permalink="/a b/é/"),
    "linked-encoded.md": page(permalink="/a%20c/%C3%A9/"),
    "guide/placeholders.md": page(permalink="/q/:path/:basename/:title:output_ext"),
    "unpublished.md": page(published="false"),
    "no-front-matter.md": "# Only text\n",
    "README.md": "# Only text\n",
    "crlf.md": MATTER.replace("\n", "\r\n"),
    "ends-at-once.md": "---\ntitle: A page\n---",
    "empty-matter.md": "---\n---\n",
    "never-closed.md": "---\ntitle: A page\n",
    "dotted-end.md": "---\ntitle: A page\n...\nText.\n",
    "trailing-spaces.md": "--- \ntitle: A page\n---  \nText.\n",
    "_hidden/page.md": MATTER,
    "_hidden.md": MATTER,
    ".dot.md": MATTER,
    "backup.md~": MATTER,
    "#draft.md": MATTER,
    "node_modules/pkg/README.md": MATTER,
    "vendor/bundle/x.md": MATTER,
    "vendor/kept.md": MATTER,
    "ends with a dot./page.md": MATTER,
    "_drafts/later.md": MATTER,
}

POSTS = {
    "_posts/2020-01-02-First Post.md": MATTER,
    "_posts/2020-01-02-no-front-matter.md": "Text.\n",
    "_posts/sub/2020-3-4-in-a-folder.md": MATTER,
    "_posts/undated.md": MATTER,
    "Cat One/_posts/2020-05-06-filed.md": page(categories="Two Three"),
    "cat/_posts/2020-05-06-listed.md": page(categories="[Big Things, cat]"),
    "_posts/2020-05-06-one.md": page(category="Big Things"),
    "_posts/2020-05-06-slug.md": page(slug="'Own Slug & more'"),
    "_posts/2020-05-06-dated.md": page(date="2021-12-31 23:30:00 -0500"),
    "_posts/2020-05-06-utc.md": page(date="2021-12-31 23:30:00"),
    "_posts/2020-05-06-linked.md": page(permalink="/:year/:i_month/:slug/:short_day/"),
    "_posts/2020-05-06-hidden.md": page(published="false"),
    "_posts/2999-01-01-later.md": MATTER,
    "index.md": MATTER,
    "plain.md": MATTER,
}

COLLECTIONS = {
    "_guides/First Guide.md": MATTER,
    "_guides/sub/deeper.md": MATTER,
    "_guides/2020-01-02-dated.md": page(permalink="/g/:title/:name/:year/"),
    "_guides/linked.md": page(permalink="/:collection/x/:path/:slug/"),
    "_guides/bare.md": "Text.\n",
    "_guides/_special.md": MATTER,
    "_guides/off.md": page(published="false"),
    "_silent/unseen.md": MATTER,
    "_api/index.md": MATTER,
    "_api/call.v2.md": MATTER,
    "index.md": MATTER,
}

DEFAULTED = {
    "index.md": MATTER,
    "docs/a.md": MATTER,
    "docs/deep/b.md": MATTER,
    "docs/own.md": page(permalink="/own/"),
    "docsy.md": MATTER,
    "team/x/notes.md": MATTER,
    "_posts/2020-05-06-post.md": MATTER,
    "_kb/item.md": MATTER,
    "_kb/sub/item.md": MATTER,
    "excluded/x.md": MATTER,
    "excluded.md": MATTER,
    "a-draft.md": MATTER,
    "_included/page.md": MATTER,
}

DEFAULTS = """
exclude: [excluded/, "*-draft.md"]
include: [_included]
collections: {kb: {output: true}}
defaults:
  - scope: {path: ""}
    values: {layout: page}
  - scope: {path: "", type: posts}
    values: {permalink: "/blog/:title/"}
  - scope: {path: docs}
    values: {permalink: "/d/:basename/"}
  - scope: {path: docs/deep, type: pages}
    values: {permalink: "/deep/:basename/"}
  - scope: {path: "team/*", type: page}
    values: {permalink: "/team/:basename.html"}
  - scope: {path: _kb, type: kb}
    values: {permalink: "/kb/:name/"}
  - scope: {path: _kb/sub}
    values: {published: false}
"""

SITES = {
    "no settings": ("", ORDINARY),
    "pretty": ("permalink: pretty\n", ORDINARY),
    "none": ("permalink: none\nmarkdown_ext: md,markdown\n", ORDINARY),
    "template": ("permalink: /:categories/:title\n", ORDINARY),
    "template with a slash": ("permalink: /p/:title/\n", ORDINARY),
    "posts": ("timezone: America/New_York\n", POSTS),
    "posts, pretty": ("permalink: pretty\ntimezone: Asia/Tokyo\n", POSTS),
    "posts, ordinal": ("permalink: ordinal\nfuture: true\ntimezone: UTC\n", POSTS),
    "posts, weekdate": ("permalink: weekdate\nunpublished: true\ntimezone: UTC\n", POSTS),
    "posts, template": (
        "permalink: /:slugified_categories/:w_year-:week_:w_day/:y_day/:title:output_ext\n"
        "timezone: UTC\n",
        POSTS,
    ),
    "collections": (
        "collections:\n  guides: {output: true}\n  silent: {}\n"
        "  api: {output: true, permalink: '/ref/:path:output_ext'}\n",
        COLLECTIONS,
    ),
    "collections, pretty": (
        "permalink: pretty\ncollections:\n  guides: {output: true}\n  api: {output: true}\n",
        COLLECTIONS,
    ),
    "collections elsewhere": (
        "collections_dir: all\ncollections: {guides: {output: true}}\n",
        {f"all/{path}": text for path, text in (COLLECTIONS | POSTS).items()},
    ),
    "collections elsewhere, with defaults": (
        "collections_dir: all\ncollections: {guides: {output: true}, api: {output: true}}\n"
        "defaults:\n- scope: {path: all/_guides, type: guides}\n"
        "  values: {permalink: '/g/:path/'}\n"
        "- scope: {path: _api}\n  values: {permalink: '/a/:path/'}\n"
        "- scope: {path: 'all/*/deep'}\n  values: {permalink: '/d/:name/'}\n",
        {f"all/{path}": text for path, text in (COLLECTIONS | POSTS).items()}
        | {
            "all/_guides/deep/one.md": MATTER,
            "_posts/2020-02-03-not-read.md": MATTER,
            "news/_posts/2020-02-03-not-read.md": MATTER,
            "all/news/_posts/2020-02-03-read.md": MATTER,
        },
    ),
    "defaults": (DEFAULTS, DEFAULTED),
    "source": ("source: src\n", {"src/a.md": MATTER, "src/b/index.md": MATTER}),
}


def write_site(folder: Path, files: dict[str, str]) -> None:
    """Write the files of a site below a folder."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")


def built_files(folder: Path, built: Path) -> set[str]:
    """Build with Jekyll; return the HTML and Markdown files written, relative to the site."""
    subprocess.run(
        ["jekyll", "build", "-q", "--disable-disk-cache", "-d", str(built)],
        cwd=folder,
        check=True,
        env=os.environ | {"TZ": "UTC", "LANG": "C.UTF-8"},
        stdout=subprocess.DEVNULL,
    )
    written = (file for kind in ("*.html", "*.md") for file in built.rglob(kind))
    return {file.relative_to(built).as_posix() for file in written if file.is_file()}


def file_of(page: Page) -> str:
    """Return the file a static server answers a page's address with."""
    path = unquote(page.url).removeprefix("/")
    if not page.rendered:
        return path
    if path == "" or path.endswith("/"):
        return path + "index.html"
    return path if path.endswith(".html") else path + ".html"


@pytest.mark.parametrize("name", SITES)
def test_the_addresses_are_the_files_jekyll_writes(name: str, tmp_path: Path) -> None:
    """The pages we index are all the pages Jekyll builds, at the addresses it builds them at."""
    settings, files = SITES[name]
    content = tmp_path / "site"
    write_site(content, files | {"_config.yml": settings})
    found = read_pages(read_site(content))
    assert not found.failures
    assert {file_of(page) for page in found.pages} == built_files(content, tmp_path / "built")


@pytest.mark.parametrize(
    ("date", "broken"),
    [
        ("2020-03-30", None),
        ("2020-12-16", None),
        ("2022-06-02d", "4_safeguarding-data.md:6: "),  # `weight:4`; Jekyll goes on without it
        ("2022-10-26", None),
    ],
)
def test_real_playbooks_have_jekylls_addresses(
    date: str, broken: str | None, tmp_path: Path
) -> None:
    """Over a real playbook's history every page's address is a file Jekyll writes."""
    content = shutil.copytree(corpus_at(f"playbook/{date}"), tmp_path / "site")
    found = read_pages(read_site(content))
    assert not found.failures
    faults = [str(fault) for fault in found.faults]
    assert [line.startswith(broken or "") for line in faults] == [True] * bool(broken)
    assert {file_of(page) for page in found.pages} == built_files(content, tmp_path / "built")
