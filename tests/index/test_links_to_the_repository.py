"""A playbook without a site of its own: links open the page at its host, with the lines marked."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index_builder.building.builder import BuildOptions, build
from index_builder.index.generation import open_current
from index_builder.index.repository import repository_at
from index_builder.reading.site_options import SiteOptions
from index_builder.verifying.citation_reference import ByLines, read_citation_reference

Git = Callable[..., str]
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("origin", "link"),
    [
        ("https://github.com/o/r.git", f"https://github.com/o/r/blob/{COMMIT}/c/a%20b.md?plain=1#L3-L5"),
        ("git@github.com:o/r.git", f"https://github.com/o/r/blob/{COMMIT}/c/a%20b.md?plain=1#L3-L5"),
        ("ssh://git@github.com:22/o/r", f"https://github.com/o/r/blob/{COMMIT}/c/a%20b.md?plain=1#L3-L5"),
        ("https://me:secret@github.com/o/r", f"https://github.com/o/r/blob/{COMMIT}/c/a%20b.md?plain=1#L3-L5"),
        ("https://gitlab.com/g/s/r.git", f"https://gitlab.com/g/s/r/-/blob/{COMMIT}/c/a%20b.md?plain=1#L3-5"),
        ("git@gitlab.agency.gov:g/r.git", f"https://gitlab.agency.gov/g/r/-/blob/{COMMIT}/c/a%20b.md?plain=1#L3-5"),
        ("https://codeberg.org/o/r", f"https://codeberg.org/o/r/src/commit/{COMMIT}/c/a%20b.md?display=source#L3-L5"),
        ("git@bitbucket.org:o/r.git", f"https://bitbucket.org/o/r/src/{COMMIT}/c/a%20b.md#lines-3:5"),
        ("git@github.com-work:o/r.git", f"https://github.com/o/r/blob/{COMMIT}/c/a%20b.md?plain=1#L3-L5"),
        ("ssh://git@ssh.github.com:443/o/r.git", f"https://github.com/o/r/blob/{COMMIT}/c/a%20b.md?plain=1#L3-L5"),
        ("http://gitlab.agency.local:8080/g/r.git", f"http://gitlab.agency.local:8080/g/r/-/blob/{COMMIT}/c/a%20b.md?plain=1#L3-5"),
        ("ssh://git@gitlab.agency.gov:2222/g/r.git", f"https://gitlab.agency.gov/g/r/-/blob/{COMMIT}/c/a%20b.md?plain=1#L3-5"),
        ("https://bitbucket.agency.gov/scm/key/r.git", f"https://bitbucket.agency.gov/projects/key/repos/r/browse/c/a%20b.md?at={COMMIT}#3-5"),
        ("https://bitbucket.agency.gov/git/scm/~ann/r.git", f"https://bitbucket.agency.gov/git/projects/~ann/repos/r/browse/c/a%20b.md?at={COMMIT}#3-5"),
        ("ssh://git@bitbucket.agency.gov:7999/key/r.git", f"https://bitbucket.agency.gov/projects/key/repos/r/browse/c/a%20b.md?at={COMMIT}#3-5"),
        ("git@git.sr.ht:~o/r", f"https://git.sr.ht/~o/r/tree/{COMMIT}/item/c/a%20b.md?view-source#L3-5"),
    ],
)  # fmt: skip
def test_each_hosts_address_of_lines(origin: str, link: str) -> None:
    """As the host itself writes it; what stands before the host, a password too, is left out."""
    repository = repository_at(origin, COMMIT, "c/", ())
    assert repository
    assert repository.link("a b.md", (3, 5)) == link
    # The same link, given to `playbook verify`, means the same lines.
    assert read_citation_reference(link) == ByLines(
        path=link.split("#")[0].split("?")[0].partition("://")[2].partition("/")[2].join(("/", ""))
        .replace("%20", " "),
        lines=(3, 5),
    )  # fmt: skip


@pytest.mark.parametrize(
    "origin",
    ["/srv/git/r.git", "../r", "file:///srv/r", "https://git.agency.gov/o/r", "https://github.com/r",
     "git@host", "git@github.work-alias:o/r", "git@gitlab.{path}:o/r", "https://github.com:x/o/r",
     "https://bitbucket.agency.gov/scm/r", "https://[::1/o/r", "", "ext::sh -c x github.com/o/r"],
)  # fmt: skip
def test_an_unknown_host_has_no_links(origin: str) -> None:
    """Nothing is guessed about a host that is not known, or an origin that is no address."""
    assert repository_at(origin, COMMIT, "", ()) is None


@pytest.fixture
def git(farm: Path) -> Git:
    """Git in the folder above the content, with a commit of both pages and an origin."""

    def run(*arguments: str) -> str:
        who = ["-c", "user.name=n", "-c", "user.email=e", "-c", "init.defaultBranch=main"]
        done = subprocess.run(
            ["git", *who, "-C", str(farm.parent), *arguments],
            capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        return done.stdout.strip()

    run("init", "-q")
    run("add", "content")
    run("commit", "-qm", "both")
    run("remote", "add", "origin", "git@github.com:o/r.git")
    return run


def addresses(farm: Path, index: Path, model: Path, site: SiteOptions | None = None) -> set[str]:
    """Build, and return the addresses that open the passages."""
    options = BuildOptions(content=farm, index=index, encoder=str(model))
    build(replace(options, site=site or SiteOptions()))
    return {passage.address for passage in open_current(index).passages}


def test_a_commit_that_the_host_has_is_linked_to(
    git: Git, farm: Path, empty_index: Path, small_model: Path
) -> None:
    """Before it is pushed there is no link; after it, the commit and each passage's lines."""
    assert addresses(farm, empty_index, small_model) == {""}
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    commit = git("rev-parse", "HEAD")
    found = addresses(farm, empty_index, small_model)
    assert len(found) == len(open_current(empty_index).passages)
    for passage in open_current(empty_index).passages:
        first, last = passage.lines
        assert passage.address == (
            f"https://github.com/o/r/blob/{commit}/content/{passage.path}?plain=1#L{first}-L{last}"
        )


def test_what_the_commit_lacks_is_not_linked_to(
    git: Git, farm: Path, empty_index: Path, small_model: Path
) -> None:
    """A page edited since, and one never committed, would show other words: they have no link."""
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    (farm / "bees.md").write_text("## Swarms\n\nOpen the windows.\n", encoding="utf-8")
    (farm / "new.md").write_text("## New\n\nNew words.\n", encoding="utf-8")
    addresses(farm, empty_index, small_model)
    linked = {passage.path for passage in open_current(empty_index).passages if passage.address}
    assert linked == {"farm.md"}


def test_a_site_of_its_own_comes_first(
    git: Git, farm: Path, empty_index: Path, small_model: Path
) -> None:
    """With a site's address, links open the site."""
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    site = SiteOptions(site_url="https://farm.example", generator="mkdocs")
    found = addresses(farm, empty_index, small_model, site)
    assert {address.partition("#")[0] for address in found} == {
        "https://farm.example/bees/", "https://farm.example/farm/",
    }  # fmt: skip
    assert open_current(empty_index).manifest.repository is None
