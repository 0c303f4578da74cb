"""hugo: Debian's, or another binary named by the variable HUGO_BINARY of the tests' environment."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from .markup import BEGIN, END, content, heading_ids
from .process import run

_LAYOUT = (
    f"{{{{ `<!--{BEGIN}-->` | safeHTML }}}}{{{{ .Content }}}}{{{{ `<!--{END}-->` | safeHTML }}}}"
)


def binary() -> str:
    """Return the hugo to run."""
    return os.environ.get("HUGO_BINARY", "hugo")


def missing() -> str:
    """Say why hugo can't run, or return ""."""
    return "" if shutil.which(binary()) else "hugo is not installed (Debian package hugo)"


def version() -> tuple[int, int]:
    """Return hugo's major and minor version."""
    said = run([binary(), "version"], Path.cwd())
    major, minor, *_ = said.partition("hugo v")[2].split(".")
    return int(major), int(minor)


def build(
    pages: Mapping[str, str], work: Path, *, parser: Mapping[str, object] | None = None
) -> dict[str, list[str]]:
    """Build each page; `parser` are settings under `markup.goldmark.parser`."""
    goldmark = {"renderer": {"unsafe": True}, "parser": dict(parser or {})}
    settings = {
        "baseURL": "https://example.org/",
        "disableKinds": ["taxonomy", "term", "RSS", "sitemap", "home", "section"],
        "markup": {"goldmark": goldmark},
    }
    (work / "config.json").write_text(json.dumps(settings), encoding="utf-8")
    for folder in ("content", "layouts/_default"):
        (work / folder).mkdir(parents=True)
    (work / "layouts/_default/single.html").write_text(_LAYOUT, encoding="utf-8")
    for name, markdown in pages.items():
        front = '---\ntitle: "T"\n---\n\n'
        (work / "content" / f"{name}.md").write_text(front + markdown, encoding="utf-8")
    run([binary(), "--quiet", "--config", "config.json", "--destination", "public"], work)
    return {
        name: heading_ids(content((work / "public" / name / "index.html").read_text("utf-8")))
        for name in pages
    }
