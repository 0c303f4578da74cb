"""Our addresses of a Hugo site are the files Hugo itself writes."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site

HUGO = os.environ.get("HUGO_BINARY", "hugo")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which(HUGO) is None, reason="hugo is not installed"),
]


def page(**fields: str) -> str:
    """Return a page with this front matter."""
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items()) + "---\n\nHi.\n"


def hugo_version() -> str:
    """Return the number of the Hugo that is installed."""
    said = subprocess.run([HUGO, "version"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"v(\d+\.\d+\.\d+)", said)
    assert found
    return found[1]


VERSION = hugo_version() if shutil.which(HUGO) else ""
IS_OLD = VERSION.startswith("0.1") and int(VERSION.split(".")[1]) < 145  # it knows `_build` only
BUILD = "_build" if IS_OLD else "build"
MATTER = page(title="A page")

FILES = {
    "_index.md": MATTER,
    "about.md": MATTER,
    "Mixed Case & co's (x).v2.md": MATTER,
    "émigré ẞ İ [1] 100%.md": MATTER,
    "C++ and #hash.md": MATTER,
    "percent%20name.md": MATTER,
    "a--b  c - d.md": MATTER,
    "a@b~c+d_e.md": MATTER,
    "other.markdown": MATTER,
    "more.mdown": MATTER,
    "no-front-matter.md": "# Only text\n",
    "toml.md": '+++\ntitle = "t"\nslug = "From TOML"\ndate = 2020-01-02\n+++\n\nHi.\n',
    "crlf.md": page(slug="windows").replace("\n", "\r\n"),
    "bom.md": "\ufeff" + page(slug="marked"),
    "README.md": MATTER,
    "ends in space .md": MATTER,
    "spaced folder /!/.../(.)/page.md": MATTER,
    "sec/_index.md": MATTER,
    "sec/My Page.md": MATTER,
    "sec/slugged.md": page(slug="'Own Slug/And é'"),
    "sec/deep/er/page.md": MATTER,
    "tags/_index.md": MATTER,
    "tags/one/_index.md": MATTER,
    "tags/page.md": MATTER,
    "sluggy/_index.md": page(slug="ignored"),
    "asked/_index.md": page(url="/Asked-For/"),
    "bundle/index.md": MATTER,
    "bundle/resource.md": MATTER,
    "bundle/below/resource.md": MATTER,
    "bundle2/index.md": page(slug="'New Name'"),
    "url-bare.md": page(url="/some/where"),
    "url-slash.md": page(url="/Some/Where/Else/"),
    "url-file.md": page(url="/Some/Whére/x.html"),
    "url-relative.md": page(url="rel/x"),
    "sec/url-relative.md": page(url="rel/y"),
    "url-up.md": page(url="/x/../y/"),
    "url-spaces.md": page(url="'/a b/é?/'"),
    "draft.md": page(draft="true"),
    "later.md": page(date="2999-01-01"),
    "published-later.md": page(publishDate="2999-01-01"),
    "expired.md": page(expiryDate="2001-01-01"),
    "unrendered.md": page(**{BUILD: "{render: never}"}),
    "headless.md": page(headless="true"),
    "_under/page.md": MATTER,
    "_under.md": MATTER,
    ".dot.md": MATTER,
    ".hidden/page.md": MATTER,
    "#hash.md": MATTER,
    "backup.md~": MATTER,
    "posts/_index.md": MATTER,
    "posts/one.md": page(title="'Hello, World!'", date="2020-05-06"),
    "posts/deep/two.md": page(title="Two", slug="own", date="2020-05-06T23:30:00-05:00"),
    "posts/bundle/index.md": page(title="Bundled", date="2020-12-31"),
    "posts/asked.md": page(title="Asked", url="/asked/post/"),
    "page.fr.md": MATTER,
    "page.en.md": MATTER,
    "only.fr.md": MATTER,
}

PERMALINKS = '[permalinks]\nposts = "/:year/:month/:day/:title/"\nsec = "/s/:sections/:filename"\n'
MORE_PERMALINKS = '[permalinks]\nposts = "/p/:section/:monthname/:weekdayname/:yearday/:slug/"\n'
SITES = {
    "defaults": "",
    "ugly": "uglyURLs = true\n",
    "case kept": "disablePathToLower = true\n",
    "accents dropped": "removePathAccents = true\n",
    "permalinks": PERMALINKS,
    "more permalinks": MORE_PERMALINKS,
    "ugly permalinks": "uglyURLs = true\n" + PERMALINKS,
    "languages": "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n",
    "languages in folders": (
        "defaultContentLanguageInSubdir = true\n"
        "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n"
    ),
    "all built": "buildDrafts = true\nbuildFuture = true\nbuildExpired = true\n",
}
LAYOUT = "{{ if .File }}built from a file{{ end }}"


def file_of(url: str) -> str:
    """Return the file a static server answers an address with."""
    path = unquote(url).removeprefix("/")
    return path + "index.html" if path == "" or path.endswith("/") else path


@pytest.mark.parametrize("name", SITES)
def test_the_addresses_are_the_files_hugo_writes(name: str, tmp_path: Path) -> None:
    """The pages we index are all pages Hugo builds from files, where it builds them."""
    site = tmp_path / "site"
    for path, text in FILES.items():
        file = site / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    for layout in ("single", "list"):
        made = site / "layouts" / "_default" / f"{layout}.html"
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(LAYOUT)
    kinds = 'disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]\n'
    pin = f'\n[module.hugoVersion]\nmax = "{VERSION}"\n'
    (site / "config.toml").write_text('baseURL = "/"\n' + kinds + SITES[name] + pin)
    built = tmp_path / "built"
    command = [HUGO, "--quiet", "-d", str(built), "--cacheDir", str(tmp_path / "cache")]
    subprocess.run(command, cwd=site, check=True, capture_output=True)
    written = {
        file.relative_to(built).as_posix()
        for file in built.rglob("*")
        if file.is_file() and "built from a file" in file.read_text(encoding="utf-8")
    }
    found = read_pages(read_site(site))
    assert not found.failures
    assert {file_of(page.url) for page in found.pages} == written
