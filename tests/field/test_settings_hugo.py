"""Hugo sites as people found them wrong: the right addresses, and what must not be quoted."""

import shutil
from pathlib import Path

from surroundings import corpus_at

from .sites import copied, links_of


def test_settings_in_several_files(tmp_path: Path) -> None:
    """Permalinks, languages and markup count from files of their own, and so does a cascade."""
    links = links_of(copied("14-hugo-split-config", tmp_path) / "site")
    assert links == [
        "https://hb.example.org/team/",
        "https://hb.example.org/team/fr/handbook/holiday/#conges",
        "https://hb.example.org/team/rules/car-park/#bays",
        "https://hb.example.org/team/rules/trips/#trains-buses",
    ]


def test_json_front_matter(tmp_path: Path) -> None:
    """A draft in JSON is not quoted, and a slug in JSON is the page's address."""
    site = tmp_path / "site"
    (site / "hugo.toml").parent.mkdir()
    (site / "hugo.toml").write_text('baseURL = "https://hb.example.org/"\n')
    shutil.copytree(corpus_at("field/15-hugo-json-front-matter"), site / "content")
    (site / "content" / "case.md").unlink()
    assert links_of(site) == ["https://hb.example.org/car-park/#bays"]


def test_ids_of_current_hugo(tmp_path: Path) -> None:
    """Where nothing tells the version, ids are made from the text that is shown."""
    links = links_of(copied("17-hugo-heading-ids", tmp_path) / "site")
    assert links[0] == "https://hb.example.org/a/#see-the-policy"
