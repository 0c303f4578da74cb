"""Our addresses of a MkDocs site are the files MkDocs itself writes."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("mkdocs") is None, reason="mkdocs is not installed"
    ),
]

TEXT = "# A page\n\nText.\n"

FILES = {
    "index.md": TEXT,
    "about.md": "---\ntitle: About\n---\n" + TEXT,
    "Mixed Case & co.md": TEXT,
    "émigré [1] 100%.md": TEXT,
    "what? #hash.md": TEXT,
    "dots.v2.md": TEXT,
    "other.markdown": TEXT,
    "more.mkdn": TEXT,
    "upper.MD": TEXT,
    "guide/README.md": TEXT,
    "guide/steps.md": TEXT,
    "both/README.md": TEXT,
    "both/index.md": TEXT,
    "readme.md": TEXT,
    "_under/page.md": TEXT,
    "_under.md": TEXT,
    ".dot.md": TEXT,
    ".hidden/page.md": TEXT,
    "templates/page.md": TEXT,
    "guide/templates/page.md": TEXT,
    "bom.md": "\ufeff" + TEXT,
    "unclosed.md": "---\ntitle: x\n",
    "drafts/one.md": TEXT,
    "drafts/deep/two.md": TEXT,
    "secret.md": TEXT,
    "guide/secret.md": TEXT,
    "guide/kept.md": TEXT,
    "guide/old-1.md": TEXT,
}

SITES = {
    "defaults": "",
    "ugly": "use_directory_urls: false\n",
    "excluded": (
        "exclude_docs: |\n  # secrets\n  secret.md\n  /drafts/\n  old-?.md\n  !guide/secret.md\n"
    ),
    "excluded by globs": "exclude_docs: |\n  guide/**/page.md\n  **/two.md\n  [abm]*.md\n",
    "let in": "exclude_docs: |\n  !.dot.md\n  !/templates/\n",
    "drafts": "draft_docs: |\n  drafts/\n  !two.md\n",
    "tags": "extra: {build: !ENV [BUILD, 'local']}\nplugins: []\n",
}


def file_of(url: str) -> str:
    """Return the file a static server answers an address with."""
    path = unquote(url).removeprefix("/")
    return path + "index.html" if path == "" or path.endswith("/") else path


@pytest.mark.parametrize("name", SITES)
def test_the_addresses_are_the_files_mkdocs_writes(name: str, tmp_path: Path) -> None:
    """The pages we index are all the pages MkDocs builds, at the addresses it builds them at."""
    site = tmp_path / "site"
    for path, text in FILES.items():
        file = site / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (site / "theme").mkdir()
    (site / "theme" / "main.html").write_text("{{ page.content }}")
    theme = "site_name: Test\ntheme: {name: null, custom_dir: theme}\n"
    (site / "mkdocs.yml").write_text(theme + SITES[name])
    built = tmp_path / "built"
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(built)]
    subprocess.run(command, cwd=site, check=True, capture_output=True)
    written = {
        file.relative_to(built).as_posix() for file in built.rglob("*.html") if file.is_file()
    }
    found = read_pages(read_site(site))
    assert not found.failures
    assert {file_of(page.url) for page in found.pages} == written
