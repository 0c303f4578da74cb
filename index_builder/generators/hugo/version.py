"""Which version of Hugo builds a site, as far as its files tell.

`module.hugoVersion.min` says only what a site needs at least; what pins the version is
`module.hugoVersion.max`, or the settings of the service that builds and publishes the site.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from index_builder.generators.settings_files.settings_file import Settings, section_of, text_of

Version = tuple[int, int]
CURRENT: Version = (0, 168)  # what is taken where nothing tells
PATHS_REWORKED: Version = (0, 123)  # the first version with the addresses that are made today
SECTION_SLUGS: Version = (0, 151)  # the first version where a section's slug counts for all below
IDS_FROM_TEXT: Version = (0, 144)  # the first version that makes ids from the rendered text
_PIN = re.compile(  # every version so far is 0.something
    r"(?:hugo[_-]?version|hugo[_-](?:extended|bin)|(?<![\w-])hugo)[\"']?"
    r"(?:\s*[:=]\s*|\s+|_)[\"'^~>=]*(?:ext[a-z]*[_-])?v?(0)\.(\d+)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"(?:^|\s)#.*$", re.MULTILINE)
_FILES = (
    *("netlify.toml", ".hugo-version", ".hvm", ".tool-versions", "mise.toml", ".gitlab-ci.yml"),
    *("vercel.json", "wrangler.toml", "render.yaml", "amplify.yml", "package.json", ".env"),
    ".github/workflows/*.y*ml",
)
_BARE = (".hugo-version", ".hvm")  # these hold the version and nothing else
_MAX_BYTES = 200_000
_HIGHEST = 6  # folders above the site's that are looked in, where no repository ends them


def hugo_version(settings: Settings, folder: Path) -> Version:
    """Return the version that the site in `folder` is built with; keys are in lower case."""
    wanted = section_of(settings, "module", "hugoversion")
    most = _numbers(text_of(wanted, "max"))
    if most is not None:
        return most
    pinned = next(_pinned(folder), None)
    least = _numbers(text_of(wanted, "min"))
    return max(pinned or CURRENT, least or (0, 0))


def _pinned(folder: Path) -> Iterator[Version]:
    for height, place in enumerate((folder, *folder.parents)):
        if height > _HIGHEST or place == place.parent:
            return
        for pattern in _FILES:
            for file in sorted(place.glob(pattern)):
                found = _in_file(file)
                if found:
                    yield found
        if (place / ".git").exists():
            return


def _in_file(file: Path) -> Version | None:
    try:
        if not file.is_file() or file.stat().st_size > _MAX_BYTES:
            return None
        text = file.read_text("utf-8", "replace")
    except OSError:
        return None
    if file.name in _BARE:
        return _numbers(text.strip())
    found = _PIN.search(_COMMENT.sub("", text))
    return (int(found[1]), int(found[2])) if found else None


def _numbers(text: str) -> Version | None:
    found = re.match(r"v?(\d{1,4})\.(\d{1,4})", text.strip())
    return (int(found[1]), int(found[2])) if found else None
