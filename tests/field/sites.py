"""Small sites of the field, cut as `playbook index` cuts them."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from surroundings import corpus_at

from index_builder.index.passage import LeftOut, Passage
from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site
from index_builder.splitting.splitter import split_page


@dataclass(frozen=True, slots=True, kw_only=True)
class CutSite:
    """All passages of a site, and all lines that are in none."""

    passages: tuple[Passage, ...]
    left_out: tuple[LeftOut, ...]

    def of(self, path: str) -> list[Passage]:
        """Return the passages of one page."""
        return [passage for passage in self.passages if passage.path == path]

    def saying(self, words: str) -> Passage:
        """Return the one passage whose text has these words."""
        (found,) = [passage for passage in self.passages if words in passage.text]
        return found


def field_site(path: str) -> Path:
    """Return a site's folder; skips the test if the field is not here."""
    return corpus_at(f"field/{path}")


def cut_site(folder: Path, only: Sequence[str] = ()) -> CutSite:
    """Cut a site's pages with words as tokens."""
    site = read_site(folder)
    content = read_pages(site)
    pages = [page for page in content.pages if not only or page.path in only]
    cut = [
        split_page(page, site.anchors, lambda text: len(text.split()) + 2, 256) for page in pages
    ]
    return CutSite(
        passages=tuple(passage for one in cut for passage in one.passages),
        left_out=(*content.left_out, *(lines for one in cut for lines in one.left_out)),
    )


def copied(name: str, folder: Path) -> Path:
    """Copy a case, so that no repository around it tells what git ignores."""
    return Path(shutil.copytree(corpus_at(f"field/{name}"), folder / "case"))


def links_of(content: Path) -> list[str]:
    """Return the address of each passage of a site, all pages of which can be read."""
    site = read_site(content)
    found = read_pages(site)
    assert not found.failures
    return [
        passage.url
        for page in found.pages
        for passage in split_page(page, site.anchors, lambda text: len(text.split()), 120).passages
    ]
