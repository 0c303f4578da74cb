"""MkDocs, with Markdown extensions as a site's `mkdocs.yml` lists them."""

import importlib.util
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .markup import BEGIN, END, content, heading_ids
from .process import run

_LAYOUT = f"<!--{BEGIN}-->{{{{ page.content }}}}<!--{END}-->"


def missing() -> str:
    """Say why MkDocs can't run, or return ""."""
    return "" if importlib.util.find_spec("mkdocs") else "mkdocs is not installed (pip)"


def build(
    pages: Mapping[str, str], work: Path, *, extensions: Sequence[str] = ()
) -> dict[str, list[str]]:
    """Build each page; `extensions` are lines of YAML, list items under `markdown_extensions`."""
    for folder in ("docs", "theme"):
        (work / folder).mkdir()
    (work / "theme/main.html").write_text(_LAYOUT, encoding="utf-8")
    settings = ["site_name: t", "theme: {name: null, custom_dir: theme}", "plugins: []"]
    if extensions:
        settings += ["markdown_extensions:", *extensions]
    (work / "mkdocs.yml").write_text("\n".join(settings) + "\n", encoding="utf-8")
    for name, markdown in pages.items():
        (work / "docs" / f"{name}.md").write_text(markdown, encoding="utf-8")
    run([sys.executable, "-m", "mkdocs", "build", "--quiet"], work)
    return {
        name: heading_ids(content((work / "site" / name / "index.html").read_text("utf-8")))
        for name in pages
    }


def missing_pymdownx() -> str:
    """Say why the slugify of pymdown-extensions can't run, or return ""."""
    found = importlib.util.find_spec("pymdownx")
    return "" if found else "pymdown-extensions is not installed (pip)"
