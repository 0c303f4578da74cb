"""Whether GitHub Pages builds a Jekyll site: then some plugins run whatever the settings say.

Source of the rules: "About GitHub Pages and Jekyll" of GitHub's documentation, and configuration.rb
of the github-pages gem. GitHub's build is told by the gem or by the workflow that builds the site;
a site that names no gems of its own, by a theme that only GitHub supplies, or by its address.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index_builder.generators.settings_files.settings_file import (
    Settings,
    section_of,
    text_of,
    texts_of,
)

Builder = Literal["github", "own", "unknown"]

BARE_PAGES, README_INDEX = "jekyll-optional-front-matter", "jekyll-readme-index"
_THEMES = frozenset(
    "architect cayman dinky hacker leap-day merlot midnight minimal modernist primer slate tactile"
    " time-machine".split()
)  # each as jekyll-theme-NAME
_OWN_BUILD = re.compile(r"jekyll\s+build|jekyll['\"]?\s*,?\s*['\"]?build")
_COMMENT = re.compile(r"(?:^|\s)#.*$", re.MULTILINE)  # a new site's Gemfile names both in one
_MAX_BYTES = 200_000
_HIGHEST = 6  # folders above the site's that are looked in, where no repository ends them


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugins:
    """What decides whether Markdown without front matter is a page."""

    bare_pages: bool  # it is, unless it is a README or its like
    readme_index: bool  # a README is its folder's page
    builder: Builder
    explicit: bool  # the settings say so themselves


def plugins_of(settings: Settings, folder: Path | None) -> Plugins:
    """Return the plugins that run when the site in `folder` is built; None leaves files unread."""
    texts = [] if folder is None else list(_texts(folder))
    builder = _builder(settings, folder, texts)
    listed = {*texts_of(settings, "plugins"), *texts_of(settings, "gems")}
    required = {name for name in (BARE_PAGES, README_INDEX) if any(name in text for text in texts)}
    github = builder == "github" or "github-pages" in listed
    named = listed | required

    def runs(plugin: str, section: str) -> bool:
        enabled = section_of(settings, section).get("enabled") is not False
        return enabled and (github or plugin in named)

    strict = settings.get("require_front_matter") is True
    return Plugins(
        bare_pages=runs(BARE_PAGES, "optional_front_matter") and not strict,
        readme_index=runs(README_INDEX, "readme_index"),
        builder="github" if github else builder,
        explicit=bool({"optional_front_matter", "require_front_matter"} & settings.keys())
        or BARE_PAGES in named,
    )


def _builder(settings: Settings, folder: Path | None, texts: list[str]) -> Builder:
    if any("github-pages" in text or "actions/jekyll-build-pages" in text for text in texts):
        return "github"
    if any(_OWN_BUILD.search(text) or 'gem "jekyll"' in text.replace("'", '"') for text in texts):
        return "own"
    theme = text_of(settings, "theme").removeprefix("jekyll-theme-")
    remote = bool(text_of(settings, "remote_theme"))
    by_theme = theme in _THEMES or (remote and "jekyll-remote-theme" not in str(settings))
    hosted = ".github.io" in text_of(settings, "url")
    if folder is not None:
        hosted = hosted or (folder / "CNAME").is_file()
    return "github" if by_theme or hosted else "unknown"


def _texts(folder: Path) -> Iterator[str]:
    """Yield what says how the site is built: gems, workflows, and plugins of its own."""
    yield from _read(folder, "_plugins/*.rb")
    for height, place in enumerate((folder, *folder.parents)):
        if height > _HIGHEST or place == place.parent:
            return
        for pattern in (
            *("Gemfile", "Gemfile.lock", ".gitlab-ci.yml", "netlify.toml", "Makefile"),
            ".github/workflows/*.y*ml",
        ):
            yield from _read(place, pattern)
        if (place / ".git").exists():
            return


def _read(folder: Path, pattern: str) -> Iterator[str]:
    for file in sorted(folder.glob(pattern)):
        try:
            if file.is_file() and file.stat().st_size <= _MAX_BYTES:
                yield _COMMENT.sub("", file.read_text("utf-8", "replace"))
        except OSError:
            continue
