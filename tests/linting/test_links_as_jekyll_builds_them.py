"""What is called a broken link opens nothing on the site that Jekyll builds; all others do."""

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from .folders import findings, write_folder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("jekyll") is None, reason="jekyll is not installed"),
]

SITE = "https://agency.gov/book"
PAGES = {
    "_config.yml": "url: https://agency.gov\nbaseurl: /book\ndisable_disk_cache: true\n",
    "index.md": "---\ntitle: Home\n---\n# Home\n",
    "b.md": "---\npermalink: /b/\n---\n# The heading\n\n## Twice\n\n## Twice\n\n## Own {#mine}\n",
    "plain.md": "---\ntitle: Plain\n---\n## Étape & more\n",
    "guide/index.md": "---\ntitle: Guide\n---\n# Guide\n",
    "guide/steps.md": "---\ntitle: Steps\n---\n# Steps\n<a name='named'></a>\n",
    "copied.md": "# Copied\n",
    "form.pdf": "%PDF\n",
}
# /book/plain/ is not among them: some hosts open plain.html for it, others nothing.
TARGETS = """
/book/ /book/b/ /book/b /book/b/index.html /book/plain.html /book/plain /book/guide/
/book/guide /book/guide/steps.html /book/guide/steps /book/form.pdf /book/copied.md
https://agency.gov/book/b/ #here /book/b/#the-heading /book/b/#twice /book/b/#twice-1
/book/b/#mine /book/plain.html#étape--more /book/plain.html#%C3%A9tape--more
/book/guide/steps.html#named ../b/ ../plain.html ../guide/steps.html#steps
/book/c/ /book/B/ /book/guide/step.html /book/guides/ /book/copied.html
/book/linking /book/b/c/ ../c/ b/ plain.html guide/ https://agency.gov/book/nowhere/
#nowhere /book/b/#twice-2 /book/b/#own /book/b/#The-heading /book/guide/#steps ./index.html#here
""".split()


def page_of(targets: list[str]) -> str:
    """Return a page at /book/a/ with a link a paragraph."""
    links = "\n\n".join(f"[link {at}]({target})" for at, target in enumerate(targets))
    return f"---\npermalink: /a/\n---\n# Here\n\n{links}\n"


def opens(site: Path, target: str) -> bool:
    """Tell whether a link on /book/a/ opens a file of the built site, and an id in it.

    A server answers a folder with its index.html and, as GitHub Pages does, x with x.html.
    """
    split = urlsplit(urljoin(f"{SITE}/a/", target))
    inner = unquote(split.path).removeprefix("/book").strip("/")
    named = (inner, f"{inner}/index.html".lstrip("/"), f"{inner}.html")
    file = next((site / name for name in named if (site / name).is_file()), None)
    if file is None or (unquote(split.path).endswith("/") and file.name != "index.html"):
        return False
    ids = re.findall(r"""(?:id|name)=["']([^"']+)""", file.read_text("utf-8"))
    return not split.fragment or unquote(split.fragment) in ids


def test_links_are_told_broken_as_they_are_on_the_built_site(tmp_path: Path) -> None:
    """Of every form of link that an editor writes, the broken ones are found, and no other."""
    folder = write_folder(tmp_path / "content", {**PAGES, "a.md": page_of(TARGETS)})
    site = tmp_path / "site"
    subprocess.run(
        ["jekyll", "build", "--quiet", "-s", folder, "-d", site], check=True, timeout=120
    )
    built = re.findall(r'<a href="([^"]+)">link \d+', (site / "a/index.html").read_text("utf-8"))
    assert len(built) == len(TARGETS)
    broken = {at for at, target in enumerate(built) if not opens(site, unescape(target))}
    lines = {4 + 2 * at + 2: at for at in range(len(TARGETS))}
    told = {
        lines[finding.line] for finding in findings(folder) if finding.code in ("PB101", "PB102")
    }
    assert {TARGETS[at] for at in told - broken} == set()
    assert {TARGETS[at] for at in broken - told} == set()
    assert 15 < len(broken) < len(TARGETS) - 15
