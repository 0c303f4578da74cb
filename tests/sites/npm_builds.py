"""Building whole sites with the npm generators that `npm ci` installs for the anchor tests."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .checking import passages_of, write_site

MODULES = Path(__file__).parents[1] / "generators" / "anchors" / "npm" / "node_modules"
_SECONDS = 400


def skip_without(package: str) -> None:
    """Skip a test where the generator is not installed."""
    if shutil.which("node") is None or not (MODULES / package).is_dir():
        pytest.skip(f"{package} is not installed: npm ci --prefix tests/generators/anchors/npm")


def built(folder: Path, files: dict[str, str], program: str, *options: str) -> Path:
    """Write a site, build it, and return its folder; `program` is a file of a package."""
    write_site(folder, files)
    (folder / "node_modules").symlink_to(MODULES)
    done = subprocess.run(
        ["node", str(MODULES / program), *options],
        cwd=folder,
        # Sites share the folder of packages, and so Docusaurus' cache: none is kept.
        env=os.environ
        | {"CI": "true", "NO_UPDATE_NOTIFIER": "1", "DOCUSAURUS_NO_PERSISTENT_CACHE": "true"},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"[-4000:]
    return folder


def texts_of(site: object) -> str:
    """Return all that a site's passages quote."""
    return "\n".join(passage.quote for passage in passages_of(site))  # type: ignore[arg-type]
