"""Debian's jekyll, with kramdown's settings as a site's `_config.yml` gives them."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from .markup import heading_ids
from .process import run

Pages = Mapping[str, str]


def missing() -> str:
    """Say why jekyll can't run, or return ""."""
    return "" if shutil.which("jekyll") else "jekyll is not installed (Debian package jekyll)"


def build(
    pages: Pages, work: Path, *, kramdown: Mapping[str, object] | None = None
) -> dict[str, list[str]]:
    """Build each page without a layout, so that the output is the page's content alone."""
    settings = {"kramdown": dict(kramdown)} if kramdown else {}
    (work / "_config.yml").write_text(json.dumps(settings), encoding="utf-8")
    for name, markdown in pages.items():
        front = "---\nlayout: null\n---\n\n"
        (work / f"{name}.md").write_text(front + markdown, encoding="utf-8")
    run(["jekyll", "build", "--quiet", "--disable-disk-cache"], work)
    built = work / "_site"
    return {
        name: heading_ids((built / f"{name}.html").read_text(encoding="utf-8")) for name in pages
    }
