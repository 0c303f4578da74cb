"""The npm generators, as installed by `npm ci` in the folder `npm` beside this one."""

import json
import shutil
from collections.abc import Container, Mapping, Sequence
from pathlib import Path

from .markup import heading_ids
from .process import run

FOLDER = Path(__file__).parent.parent / "npm"


def missing() -> str:
    """Say why the npm generators can't run, or return ""."""
    if not shutil.which("node"):
        return "node is not installed"
    if not (FOLDER / "node_modules").is_dir():
        return f"{FOLDER.parent.name}/npm/node_modules is absent: run `npm ci` in that folder"
    return ""


def github(pages: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Slug each page's heading texts with github-slugger."""
    said = run(["node", "slugs.mjs"], FOLDER, text=json.dumps(list(pages.values())))
    return dict(zip(pages, json.loads(said), strict=True))


def vitepress(pages: Mapping[str, str]) -> dict[str, list[str]]:
    """Render each page as VitePress does; "" stands for each heading of a page it refuses."""
    said = run(["node", "vitepress.mjs"], FOLDER, text=json.dumps(dict(pages)))
    rendered = json.loads(said)
    return {name: heading_ids(html) for name, html in rendered.items() if html is not None}


def docusaurus(
    pages: Mapping[str, str], work: Path, *, commonmark: Container[str] = ()
) -> dict[str, list[str]]:
    """Build each page with Docusaurus; the article's ids, without those of the site's frame.

    Pages are MDX, as Docusaurus takes them by default; those named in `commonmark` say
    `format: md`, which pages need that MDX refuses ("{" and "<" are code there).
    """
    source, built = work / "pages", work / "built"
    source.mkdir()
    for name, markdown in pages.items():
        page_format = "md" if name in commonmark else "mdx"
        # hide_title: no title heading is put before the page's own
        front = f"---\ntitle: T\nhide_title: true\nmdx:\n  format: {page_format}\n---\n\n"
        (source / f"{name}.md").write_text(front + markdown, encoding="utf-8")
    command = ["node", "node_modules/@docusaurus/core/bin/docusaurus.mjs", "build"]
    # Its cache is kept beside the packages, for another build's pages.
    environment = {"PAGES": str(source), "CI": "true", "DOCUSAURUS_NO_PERSISTENT_CACHE": "true"}
    run([*command, "--out-dir", str(built)], FOLDER, environment=environment)
    return {name: _article((built / name / "index.html").read_text("utf-8")) for name in pages}


def _article(html: str) -> list[str]:
    start = html.index("<article")
    return heading_ids(html[start : html.index("</article>", start)])
