"""Content folders of a test, and the findings in them."""

from collections.abc import Mapping
from pathlib import Path

from index_builder.generators.headings.anchor_style import AnchorRuleName
from index_builder.linting.finding import Finding
from index_builder.linting.linter import lint
from index_builder.reading.site_options import SiteOptions


def write_folder(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files, by path, into a folder."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return folder


def findings(
    folder: Path, *, site_url: str | None = None, anchors: AnchorRuleName | None = None
) -> tuple[Finding, ...]:
    """Return what all rules find in a folder."""
    return lint(folder, SiteOptions(site_url=site_url, anchors=anchors)).findings
