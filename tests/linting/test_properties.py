"""What holds of every folder, whatever its authors wrote."""

import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from splitting.markdown_grammar import GARBAGE, pages, words

from index_builder.linting.finding import Finding
from index_builder.splitting.templates import MASK

from .folders import findings, write_folder

_LINE_END = re.compile(r"\r\n|\r|\n")
some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# What rules look at, besides the blocks and the garbage of any page.
PIECES = [
    *"[here](http://a.gov)|[](x)|[Data Guide](/b/)|[Data Guide](/a/#nothing)|![](x.png)".split("|"),
    *"[Appendix B](/a/)|<a href='#x'>|</a>|<img src=x>|<a id=top>|[r]|[r]: /c".split("|"),
    *"[a](http://{{ x }}.gov/)|[T {{ x }} U](http://a.gov)|[T {{ x }} U](http://b.gov)".split("|"),
    *"# Same|## Same|# {{ x }}|this year|currently|jane.doe@agency.gov|[x](print#y)".split("|"),
    *"Jane Doe <jane.doe@agency.gov>|Memo Of Use (MOU)|Minutes Of Use (MOU)|//[|http://[".split("|"),
    *"---|---\n|permalink: /datasests/\n|title: Datasets\n|titel: T\n|: |\ufeff|print".split("|"),
    *("| a | b |\n|---|---|\n| c |\n", "+++\na = 1\n", "| `a|b` | c | d |\n", "word " * 501),
]  # fmt: skip
pieces = st.lists(st.sampled_from([*PIECES, *GARBAGE]) | words | st.text(max_size=3), max_size=40)
names = st.sampled_from(["a.md", "b.md", "1_datasets.md", "inner/index.md", "print.md", "x y.md"])
settings_files = st.sampled_from(
    [
        {},
        {"_config.yml": "url: https://a.gov\nbaseurl: /base\n"},
        {"mkdocs.yml": "site_name: x\ndocs_dir: .\n"},
        {"hugo.toml": "contentDir = '.'\n"},
    ]
)
heads = st.sampled_from(["", "---\n---\n", "---\ntitle: Datasets\npermalink: /datasests/\n---\n"])
page = st.tuples(heads, pieces.map("".join) | pieces.map("\n\n".join) | pages).map("".join)
folders = st.tuples(settings_files, st.dictionaries(names, page, min_size=1, max_size=4)).map(
    lambda drawn: {**drawn[0], **drawn[1]}
)


def found_in(files: Mapping[str, str]) -> tuple[Finding, ...]:
    with TemporaryDirectory() as folder:
        return findings(write_folder(Path(folder), files))


@pytest.mark.slow
@given(files=folders)
@example(files={"a.md": ""})
@example(files={"a.md": "\ufeff"})
@example(files={"a.md": "---"})
@example(files={"a.md": "---\r\ntitle: x\r\n---\r\n[here](x)\r\n"})
@some
def test_findings_stand_in_lines_that_are_there(files: Mapping[str, str]) -> None:
    """No folder makes a rule fail, and every finding names a file and a line of it, and a fix."""
    for finding in found_in(files):
        lines = _LINE_END.split(files[finding.path])
        assert 1 <= finding.line <= len(lines)
        assert finding.sentence and finding.fix
        assert "\n" not in finding.message
        assert MASK not in finding.message
        assert "%EE%80%80" not in finding.message


@given(files=folders)
@some
def test_the_same_folder_has_the_same_findings_in_one_order(files: Mapping[str, str]) -> None:
    """Findings come by file and line, whatever order the files were written in; none twice."""
    found = found_in(files)
    assert found == found_in(dict(reversed(files.items())))
    assert list(found) == sorted(
        found, key=lambda finding: (finding.path, finding.line, finding.code)
    )
    assert len(set(found)) == len(found)
