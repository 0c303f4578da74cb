"""Real handbooks: what editors have to fix is found, and nothing else."""

from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest
from surroundings import CONTENT, DATES, corpus_at

from .folders import findings


def test_our_own_pages_are_clean() -> None:
    """Nothing is found in content/, not so much as a note."""
    assert findings(CONTENT) == ()


def test_the_published_playbook_has_what_its_readers_met() -> None:
    """The newest date: every finding by code, file and line; its page addresses are the gravest."""
    found = findings(corpus_at(DATES[-1]))
    assert [f"{finding.code} {finding.path}:{finding.line}" for finding in found] == [
        "PB502 2_enabling-data-sharing.md:73",
        "PB502 2_enabling-data-sharing.md:73",
        "PB301 2_enabling-data-sharing.md:122",
        "PB103 2_enabling-data-sharing.md:129",  # print#create-and-publish-a-data-dictionary
        "PB301 2_enabling-data-sharing.md:131",
        "PB301 2_enabling-data-sharing.md:139",
        "PB502 2_enabling-data-sharing.md:147",
        "PB104 3_responding-to-data-requests.md:115",
        "PB105 5_transferring-data.md:71",  # "here"
        "PB202 6_linking-datasets.md:4",  # /linking-datasests/
        "PB104 6_linking-datasets.md:31",
        "PB401 7_appendix-a-steps-to-use-sftp.md:17",
        "PB401 7_appendix-a-steps-to-use-sftp.md:21",
        "PB203 8_appendix-b-resource-library.md:4",  # Appendix B at /linking-datasets/
        "PB104 8_appendix-b-resource-library.md:21",
        "PB104 8_appendix-b-resource-library.md:30",
        "PB104 8_appendix-b-resource-library.md:34",
        "PB601 8_appendix-b-resource-library.md:39",
        "PB104 8_appendix-b-resource-library.md:46",
        "PB601 index.md:16",
        "PB601 index.md:39",
    ]
    assert {finding.code for finding in found if finding.severity == "error"} == {"PB203"}


def test_the_mends_of_the_published_playbook_can_be_written_as_they_stand() -> None:
    """What is to be written instead is named where the folder tells it."""
    mends = {finding.code: finding.fix for finding in findings(corpus_at(DATES[-1]))}
    place = "/data-sharing-playbook/enabling-data-sharing/#create-and-publish-a-data-dictionary"
    assert mends["PB103"] == f"write {place}"
    assert mends["PB202"] == (
        "write /linking-datasets/, once 8_appendix-b-resource-library.md has given it up, "
        "and redirect the old address to it"
    )
    assert mends["PB203"].endswith("/appendix-b-resource-library/")


def test_a_playbook_in_the_midst_of_an_edit_says_what_the_edit_broke() -> None:
    """Front matter that can't be read, a renamed page's old address, two pages named Appendix B."""
    found = findings(corpus_at("playbook/2022-06-02d"))
    grave = [finding for finding in found if finding.code in ("PB001", "PB101", "PB602")]
    assert [(finding.code, f"{finding.path}:{finding.line}", finding.fix) for finding in grave] == [
        (
            "PB101",
            "3_responding-to-data-requests.md:20",
            "write /data-sharing-playbook/linking-datasets/",
        ),
        (
            "PB001",
            "4_safeguarding-data.md:6",
            "write `key: value`, with a space after the colon",
        ),
        (
            "PB602",
            "8_appendix-b-resource-library.md:3",
            "give each its own letter or number, and check the links to both",
        ),
    ]


@pytest.mark.parametrize("folder", DATES, ids=lambda folder: folder.name)
def test_every_date_has_findings_in_lines_that_hold_them(folder: Path) -> None:
    """The address that a finding speaks of, its file, or its heading, stands in its line."""
    found = findings(corpus_at(folder))
    assert found
    for finding in found:
        line = (folder / finding.path).read_text("utf-8-sig").split("\n")[finding.line - 1]
        if finding.code in ("PB103", "PB104", "PB202", "PB203", "PB401", "PB502"):
            told = [word for word in finding.sentence.split() if "/" in word or "@" in word]
            assert unquote(told[0]) in unquote(line)
        if finding.code == "PB301":
            assert line.startswith("#")


def test_another_handbook_is_not_scolded_for_what_is_right() -> None:
    """65 pages of another government: each of these was looked at, and is one."""
    found = Counter(
        finding.code for finding in findings(corpus_at("corpora/gds-way"), anchors="kramdown")
    )
    assert found == {
        "PB101": 5,  # pages that have moved, a file that is not among the Markdown
        "PB104": 1,
        "PB301": 25,  # "Must Do", "Why?", "Example"
        "PB302": 1,
        "PB501": 7,  # "currently", "have recently"
        "PB601": 4,  # a team, a kit and a mirror that have moved
        "PB603": 1,  # CD: deployment, and delivery
    }
