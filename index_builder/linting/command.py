"""`playbook lint`: what an editor should fix in a content folder."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index_builder.index.command_line import content_folder, with_progress
from index_builder.linting.finding import SEVERITIES, FindingKey, Severity
from index_builder.reading.remembered import with_remembered
from index_builder.reading.site_options import SiteOptions, site_options

if TYPE_CHECKING:
    from index_builder.linting.linter import LintReport, LintResult
    from index_builder.reading.pages import Page

TEXT, JSON, SARIF, GITHUB = FORMATS = ("text", "json", "sarif", "github")
FOUND = 1  # exit status if there are new findings at or above --fail-on


def _show_rules(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from index_builder.linting.registry import rules_table

        click.echo(rules_table())
        ctx.exit()


def _known(_ctx: click.Context, _param: click.Parameter, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Check codes; the rules and what they import load here, so that --help is fast."""
    if codes:
        from index_builder.linting.registry import LINT_RULES

        known = [rule.code for rule in LINT_RULES]
        for code in codes:
            if code not in known:
                wanted = f"{known[0]} to {known[-1]}, as --rules lists them"
                raise click.BadParameter(f"{code!r} is not a rule's code; choose from {wanted}")
    return codes


@click.command(short_help="Show what an editor should fix in CONTENT.")
@click.argument("content", type=click.Path(path_type=Path), required=False)
@site_options
@click.option(
    "--ignore", "ignored", multiple=True, metavar="CODE", callback=_known, help="Leave out a rule."
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(FORMATS),
    help="How findings are printed; github: as GitHub's workflow commands.  [default: text]",
)
@click.option("--json", "as_json", is_flag=True, help="Short for --format json.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file of accepted findings, which are not shown.",
)
@click.option("--write-baseline", is_flag=True, help="Write all findings to the baseline and exit.")
@click.option(
    "--fail-on",
    "level",
    type=click.Choice(SEVERITIES),
    default="warning",
    show_default=True,
    help="The lowest severity that makes the exit status 1.",
)
@click.option(
    "--rules",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_rules,
    help="Print a table of the rules and exit.",
)
def lint(
    content: Path | None,
    site: SiteOptions,
    ignored: tuple[str, ...],
    shape: str | None,
    as_json: bool,
    baseline: Path | None,
    write_baseline: bool,
    level: Severity,
) -> None:
    """Show what an editor should fix in the Markdown pages in CONTENT (default: content).

    A finding is an error if something is broken for readers now, a warning if they are misled or
    an edit will break something, and a note if an editor should take a look.

    Exit status: 0: no new finding at or above --fail-on; 1: there are some, or lint failed;
    2: wrong usage. A finding that is in the baseline is not new.
    """
    if as_json and shape not in (None, JSON):
        raise click.UsageError(f"--json and --format {shape} can't be combined: use one of them.")
    if write_baseline and not baseline:
        raise click.UsageError("--write-baseline needs --baseline FILE.")
    from index_builder.linting import linter

    folder = content_folder(content)
    options = with_remembered(folder, site)
    report = linter.lint(folder, options, ignored=ignored, track=_track)
    if write_baseline and baseline:
        _write(baseline, report)
        return
    result = _result(report, baseline, ignored)
    # click drops colours from piped output, but does not know https://no-color.org.
    colour = False if os.environ.get("NO_COLOR") else None
    for line in _lines(JSON if as_json else shape or TEXT, result):
        click.echo(line, color=colour)
    sys.exit(FOUND if result.fails(level) else 0)


def _write(file: Path, report: "LintReport") -> None:
    from index_builder.linting.baseline import write_baseline
    from index_builder.linting.formats.findings_text import counted

    write_baseline(file, report.findings)
    click.echo(f"{counted(len(report.findings), 'finding')} written to {file}")


def _result(report: "LintReport", file: Path | None, ignored: Sequence[str]) -> "LintResult":
    from index_builder.linting.baseline import compare_with_baseline, read_baseline
    from index_builder.linting.linter import LintResult

    accepted: Mapping[FindingKey, int] = read_baseline(file) if file else {}
    new, fixed = compare_with_baseline(
        report.findings, {key: count for key, count in accepted.items() if key[0] not in ignored}
    )
    return LintResult(report=report, folder=_folder(report.root), new=new, fixed=fixed)


def _folder(root: Path) -> str:
    """Return what to write before a finding's path, so that it leads there from here."""
    here = Path.cwd()
    folder = root.relative_to(here) if root.is_relative_to(here) else root
    return "" if folder == Path() else f"{folder.as_posix().rstrip('/')}/"


def _lines(shape: str, result: "LintResult") -> Iterator[str]:
    from index_builder.linting.formats.findings_json import json_text
    from index_builder.linting.formats.findings_text import text_lines
    from index_builder.linting.formats.github_annotations import github_lines
    from index_builder.linting.formats.sarif import sarif_text

    writers: dict[str, Callable[[LintResult], Iterator[str]]] = {
        TEXT: text_lines,
        JSON: lambda result: iter([json_text(result)]),
        SARIF: lambda result: iter([sarif_text(result)]),
        GITHUB: github_lines,
    }
    return writers[shape](result)


def _track(pages: Sequence["Page"]) -> Iterable["Page"]:
    return with_progress(pages, "Reading pages")
