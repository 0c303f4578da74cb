"""The forms in which findings are written: whole payloads, with nothing in them that acts."""

import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import jsonschema
import pytest

from index_builder.linting.baseline import compare_with_baseline
from index_builder.linting.formats.findings_json import json_text
from index_builder.linting.formats.findings_text import text_lines
from index_builder.linting.formats.github_annotations import github_lines
from index_builder.linting.formats.sarif import sarif_text
from index_builder.linting.linter import LintResult, lint
from index_builder.linting.registry import LINT_RULES, rules_table
from index_builder.reading.site_options import SiteOptions

from .folders import write_folder

SCHEMA = (
    Path(__file__).with_name("npm")
    / "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
)
# A file's name has all that a form has to escape, the code that clears a terminal too.
FILES = {
    "100%, a:b\x1b[2J.md": "[x](/100%25-nowhere/) and [here](https://agency.gov/)\n",
    "b.md": "The portal currently takes files.\n\nThe portal currently takes files.\n",
}


@pytest.fixture
def outcome(tmp_path: Path) -> LintResult:
    """The findings of `FILES`, as if one of two equal notes were in a baseline."""
    return outcome_of(tmp_path, FILES, folder="my content/", accepted=1)


def outcome_of(
    root: Path,
    files: Mapping[str, str],
    *,
    folder: str = "",
    accepted: int = 0,
    anchors: str | None = "kramdown",
) -> LintResult:
    """Return an outcome, the first `accepted` notes being in the baseline."""
    report = lint(write_folder(root, files), SiteOptions(anchors=anchors))
    notes = [finding for finding in report.findings if finding.severity == "note"][:accepted]
    new, fixed = compare_with_baseline(
        report.findings, {finding.key: len(notes) for finding in notes}
    )
    return LintResult(report=report, folder=folder, new=new, fixed=fixed)


def test_text_is_place_code_sentence_then_the_mend(outcome: LintResult) -> None:
    """Two lines a finding, the sums last; what would steer a terminal shows as a sign."""
    plain = [line.replace("\x1b[0m", "") for line in text_lines(outcome)]
    assert plain == [
        "\x1b[1mmy content/100%, a:b␛[2J.md:1: \x1b[31mPB101 error: "
        "The link to /100%25-nowhere/ opens nothing",
        "\x1b[2m    name one that exists, or remove the link",
        "\x1b[1mmy content/100%, a:b␛[2J.md:1: \x1b[33mPB105 warning: "
        "The link text “here” doesn't say where https://agency.gov/ leads",
        "\x1b[2m    name what it opens, such as the title of that page",
        "\x1b[1mmy content/b.md:3: \x1b[36mPB501 note: "
        "“currently” will go out of date, and readers cannot tell when",
        "\x1b[2m    write the date or the year that is meant",
        "",
        "2 pages: 1 error, 1 warning, 1 note, and 1 in the baseline",
    ]


def test_text_of_a_clean_folder_says_so(tmp_path: Path) -> None:
    """One line: how many pages were looked at."""
    assert list(text_lines(outcome_of(tmp_path, {"a.md": "# A\n"}))) == ["1 page: nothing found"]


def test_text_says_that_anchors_are_not_checked(tmp_path: Path) -> None:
    """Where it is not known what makes anchors, as in Eleventy, nothing can be said of them."""
    *_, last = text_lines(outcome_of(tmp_path, {"a.md": "# A\n"}, anchors=None))
    assert last == (
        "anchors of headings are not checked, as it is not known which rule makes them: "
        "pass --anchors, or --generator if none was found"
    )
    report = json.loads(json_text(outcome_of(tmp_path, {"a.md": "# A\n"}, anchors=None)))
    assert report["anchors_checked"] is False


def test_text_says_which_base_it_took_the_links_to_mean(tmp_path: Path) -> None:
    """Where the settings name no address, the reader is told what was guessed."""
    pages = {f"{name}.md": f"---\npermalink: /{name}/\n---\n" for name in "ab"}
    links = {"c.md": "---\n---\n[A](/book/a/) [B](/book/b/)\n", "_config.yml": "title: Site\n"}
    *_, last = text_lines(outcome_of(tmp_path, pages | links))
    assert last == ("the site's settings have no address; by its links it is below /book/")


def test_json_is_one_object(outcome: LintResult) -> None:
    """All fields of all new findings, and the sums; one line, safe for a terminal."""
    text = json_text(outcome)
    assert text.isprintable()
    hashes = [finding.line_hash for finding in outcome.new]
    assert json.loads(text) == {
        "schema": 1,
        "folder": "my content/",
        "pages": 2,
        "findings": [
            {
                "code": "PB101",
                "name": "broken-link",
                "severity": "error",
                "path": "100%, a:b\x1b[2J.md",
                "line": 1,
                "sentence": "The link to /100%25-nowhere/ opens nothing",
                "mend": "name one that exists, or remove the link",
                "line_hash": hashes[0],
            },
            {
                "code": "PB105",
                "name": "vague-link-text",
                "severity": "warning",
                "path": "100%, a:b\x1b[2J.md",
                "line": 1,
                "sentence": "The link text “here” doesn't say where https://agency.gov/ leads",
                "mend": "name what it opens, such as the title of that page",
                "line_hash": hashes[1],
            },
            {
                "code": "PB501",
                "name": "dated-statement",
                "severity": "note",
                "path": "b.md",
                "line": 3,
                "sentence": "“currently” will go out of date, and readers cannot tell when",
                "mend": "write the date or the year that is meant",
                "line_hash": hashes[2],
            },
        ],
        "anchors_checked": True,
        "counts": {"error": 1, "warning": 1, "note": 1},
        "in_baseline": 1,
        "mended": 0,
    }


def test_github_commands_are_escaped(outcome: LintResult) -> None:
    """Percent signs everywhere, colons and commas in properties; a note is a notice there."""
    assert list(github_lines(outcome)) == [
        "::error file=my content/100%25%2C a%3Ab␛[2J.md,line=1,title=PB101 broken-link::"
        "The link to /100%2525-nowhere/ opens nothing: "
        "name one that exists, or remove the link",
        "::warning file=my content/100%25%2C a%3Ab␛[2J.md,line=1,title=PB105 vague-link-text::"
        "The link text “here” doesn't say where https://agency.gov/ leads: "
        "name what it opens, such as the title of that page",
        "::notice file=my content/b.md,line=3,title=PB501 dated-statement::"
        "“currently” will go out of date, and readers cannot tell when: "
        "write the date or the year that is meant",
        "2 pages: 1 error, 1 warning, 1 note, and 1 in the baseline",
    ]


def test_sarif_holds_the_rules_and_the_results(outcome: LintResult) -> None:
    """One run: every rule, and each new finding with its rule's place, its line and its hash."""
    document = json.loads(sarif_text(outcome))
    (run,) = document["runs"]
    assert document["version"] == "2.1.0"
    assert run["tool"]["driver"] == {
        "name": "playbook lint",
        "version": version("playbook-assistant"),
        "rules": [
            {
                "id": rule.code,
                "name": rule.name,
                "shortDescription": {"text": rule.summary},
                "defaultConfiguration": {"level": rule.severity},
            }
            for rule in LINT_RULES
        ],
    }
    codes = [rule.code for rule in LINT_RULES]
    last = outcome.new[-1]
    assert run["results"][-1] == {
        "ruleId": "PB501",
        "ruleIndex": codes.index("PB501"),
        "level": "note",
        "message": {"text": f"{last.sentence}: {last.fix}."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "my%20content/b.md"},
                    "region": {"startLine": 3},
                }
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": f"{last.line_hash}:1"},
    }
    places = [one["locations"][0]["physicalLocation"] for one in run["results"]]
    assert places[0]["artifactLocation"]["uri"] == "my%20content/100%25%2C%20a%3Ab%1B%5B2J.md"


def test_equal_lines_have_fingerprints_of_their_own(tmp_path: Path) -> None:
    """Lines of one content are told apart by a number, so that each is an alert of its own."""
    (run,) = json.loads(sarif_text(outcome_of(tmp_path, {"b.md": FILES["b.md"]})))["runs"]
    prints = [one["partialFingerprints"]["primaryLocationLineHash"] for one in run["results"]]
    assert [line.partition(":")[2] for line in prints] == ["1", "2"]


def test_a_folder_elsewhere_is_named_whole(tmp_path: Path) -> None:
    """An absolute path is a file: address in SARIF."""
    document = json.loads(sarif_text(outcome_of(tmp_path, FILES, folder="/srv/my book/")))
    places = [one["locations"][0]["physicalLocation"] for one in document["runs"][0]["results"]]
    assert places[-1]["artifactLocation"]["uri"] == "file:///srv/my%20book/b.md"


@pytest.mark.parametrize("folder", ["", "content/", "/srv/book/"])
def test_sarif_keeps_to_its_published_schema(folder: str, tmp_path: Path) -> None:
    """The JSON schema of SARIF 2.1.0 finds nothing wrong, with findings and without."""
    if not SCHEMA.is_file():
        pytest.skip("no SARIF schema: (cd tests/linting/npm && npm ci --ignore-scripts)")
    check = jsonschema.Draft4Validator(json.loads(SCHEMA.read_text("utf-8")))
    for name, files in (("all", FILES), ("clean", {"a.md": "# A\n"})):
        document = json.loads(sarif_text(outcome_of(tmp_path / name, files, folder=folder)))
        assert [error.message for error in check.iter_errors(document)] == []
    document["runs"][0]["results"] = [{"ruleId": "PB101"}]
    assert [error.message for error in check.iter_errors(document)]  # the schema would tell


def test_the_table_has_every_rule_in_order() -> None:
    """`--rules` prints a Markdown table: code, severity, name and summary of each."""
    head, line, *rows = rules_table().split("\n")
    assert (head, line) == ("| code | severity | name | what it reports |", "|---|---|---|---|")
    assert [tuple(row.strip("| ").split(" | ")) for row in rows] == [
        (rule.code, rule.severity, rule.name, rule.summary) for rule in LINT_RULES
    ]
    assert [rule.code for rule in LINT_RULES] == sorted({rule.code for rule in LINT_RULES})
