"""A link to a content tab is called broken exactly where the built page has no such id."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .folders import findings, write_folder

LOWER = "!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}"
TABS = """\
# Pay

=== "On *time*"

    One.

=== "Late & so on"

    Two.

    ## Inner

    === "Deep"

        Three.

Between.

=== "On *time*"

    Four.

## Leave

/// tab | Of `absence`
Five.
///

/// tab | On time
Six.
///
"""
# Links to each of these are looked at; which are right depends on the settings.
IDS = """
__tabbed_1_1 __tabbed_1_2 __tabbed_2_1 __tabbed_3_1 __tabbed_4_1 on-time on-time_1 On-time
late-so-on late--so-on deep of-absence pay-on-time pay-on-time_1 inner-deep leave-of-absence
leave-on-time pay.on.time nowhere
""".split()
SETTINGS = {
    "numbered": "{alternate_style: true}",
    "by label": f"{{alternate_style: true, slugify: {LOWER}}}",
    "capitals": "{slugify: !!python/object/apply:pymdownx.slugs.slugify {}}",
    "under a heading": f"{{combine_header_slug: true, slugify: {LOWER}}}",
    "usual function": "{slugify: !!python/name:markdown.extensions.toc.slugify , separator: .,"
    " combine_header_slug: true}",
}


def site_of(folder: Path, options: str) -> Path:
    """Write a site whose tabs of both kinds have these options."""
    kinds = "pymdownx.tabbed", "pymdownx.blocks.tab"
    listed = "".join(f"  - {kind}: {options}\n" for kind in kinds)
    links = "\n\n".join(f"[to {at}](tabs.md#{target})" for at, target in enumerate(IDS))
    return write_folder(
        folder,
        {
            "mkdocs.yml": f"site_name: t\nplugins: []\nmarkdown_extensions:\n{listed}",
            "docs/index.md": f"# Links\n\n{links}\n",
            "docs/tabs.md": TABS,
        },
    )


@pytest.mark.slow
@pytest.mark.parametrize("options", SETTINGS.values(), ids=SETTINGS)
def test_a_link_to_a_tab_is_broken_where_the_build_has_no_such_id(
    options: str, tmp_path: Path
) -> None:
    """Whether ids are numbers, or made of labels and headings, the settings decide."""
    pytest.importorskip("mkdocs")
    pytest.importorskip("pymdownx")
    site = site_of(tmp_path, options)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=site, check=True, capture_output=True, timeout=120)
    built = re.findall(r' id="([^"]*)"', (site / "site/tabs/index.html").read_text("utf-8"))
    found = [one for one in findings(site) if one.code == "PB102"]
    broken = {
        target for target in IDS if any(f"#{target}" in one.sentence.split() for one in found)
    }
    assert broken == set(IDS) - set(built)


@pytest.mark.parametrize("kind", ["pymdownx.tabbed", "pymdownx.blocks.tab"])
def test_ids_of_tabs_by_an_unknown_function_are_not_judged(kind: str, tmp_path: Path) -> None:
    """What the function makes is not known, so that any id may be one of them."""
    settings = (
        f"site_name: t\nmarkdown_extensions: [{kind}: {{slugify: !!python/name:own.slug }}]\n"
    )
    pages = {"docs/tabs.md": TABS, "docs/index.md": "# A\n\n[to it](tabs.md#on-time)\n"}
    assert not findings(write_folder(tmp_path, {"mkdocs.yml": settings, **pages}))
