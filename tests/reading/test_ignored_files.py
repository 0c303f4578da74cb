"""Files that git ignores, and environments of Python, are nobody's pages."""

import shutil
import subprocess
from pathlib import Path

import pytest
from surroundings import corpus_at

from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site

FILES = {
    ".gitignore": "out/\n*.tmp.md\n!kept.tmp.md\n/only-here/\n",
    "a.md": "A\n",
    "out/b.md": "B\n",
    "c.tmp.md": "C\n",
    "kept.tmp.md": "K\n",
    "tracked.tmp.md": "T\n",
    "only-here/d.md": "D\n",
    "sub/only-here/e.md": "E\n",
    "sub/.gitignore": "f.md\n",
    "sub/f.md": "F\n",
    "sub/out/g.md": "G\n",
    "env/pyvenv.cfg": "home = x\n",
    "env/lib/h.md": "H\n",
}
SEEN = ["a.md", "kept.tmp.md", "sub/only-here/e.md"]


def write(folder: Path) -> Path:
    for path, text in FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


def paths(content: Path) -> list[str]:
    return [page.path for page in read_pages(read_site(content)).pages]


def repository(folder: Path) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    write(folder)
    subprocess.run(["git", "init", "-q", folder], check=True)
    subprocess.run(["git", "-C", folder, "add", "-f", "tracked.tmp.md"], check=True)
    return folder


def test_what_git_says(tmp_path: Path) -> None:
    """In a repository git's word counts: a tracked file is a page, whatever a pattern says."""
    assert paths(repository(tmp_path)) == sorted([*SEEN, "tracked.tmp.md"])


def test_without_git(tmp_path: Path) -> None:
    """Elsewhere the .gitignore files are read, those of inner folders last."""
    assert paths(write(tmp_path)) == SEEN


def test_ignored_pages_are_named(tmp_path: Path) -> None:
    """What is left out for git's sake is among what a build leaves out."""
    left_out = read_pages(read_site(write(tmp_path))).left_out
    assert [out.path for out in left_out] == ["c.tmp.md", "sub/f.md", "tracked.tmp.md"]


def test_a_folder_that_is_ignored_itself(tmp_path: Path) -> None:
    """An ignored folder that is named as the content was meant: its files are pages."""
    assert paths(repository(tmp_path) / "out") == ["b.md"]


def test_a_folder_inside(tmp_path: Path) -> None:
    """Patterns of the folders above count for a folder within the repository."""
    inner = repository(tmp_path) / "sub"
    assert paths(inner) == ["only-here/e.md"]


def test_installed_packages_and_built_sites(tmp_path: Path) -> None:
    """Without settings and without git, packages and built sites are still left out."""
    content = Path(shutil.copytree(corpus_at("field/35-gitignore/site"), tmp_path / "site"))
    (content / "a.md").write_text("A\n")
    assert paths(content) == ["a.md"]
