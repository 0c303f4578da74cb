"""`playbook lint`: what an editor should mend in a content folder."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index_builder.index.command_line import with_progress
from index_builder.generators.headings.anchor_style import AnchorRuleName
from index_builder.generators.registry import ANCHOR_RULES, PLAIN
from index_builder.linting.finding import SEVERITIES, Key, Severity

if TYPE_CHECKING:
    from index_builder.linting.lint_result import Outcome
    from index_builder.linting.linter import Report
    from index_builder.reading.pages import Page

TEXT, JSON, SARIF, GITHUB = SHAPES = ("text", "json", "sarif", "github")
FOUND = 1  # exit status of findings that are grave enough


def _show_rules(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from index_builder.linting.formats.rules_table import rules_table

        click.echo(rules_table())
        ctx.exit()


def _known(_ctx: click.Context, _param: click.Parameter, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Check codes; the rules, and what they need, load here and not for help."""
    if codes:
        from index_builder.linting.registry import RULES as LINT_RULES

        known = [rule.code for rule in LINT_RULES]
        for code in codes:
            if code not in known:
                wanted = f"{known[0]} to {known[-1]}, as --rules lists them"
                raise click.BadParameter(f"{code!r} is no rule's code: {wanted}")
    return codes


@click.command(short_help="Say what an editor should mend in CONTENT.")
@click.argument("content", type=click.Path(path_type=Path), default=Path("content"))
@click.option("--site-url", help="The site's address, in place of the one in its settings.")
@click.option(
    "--anchors",
    type=click.Choice(ANCHOR_RULES),
    help="The generator rule that makes the anchors.  [default: by the settings in CONTENT, "
    f"{PLAIN.anchor_rule} if there are none]",
)
@click.option(
    "--ignore", "ignored", multiple=True, metavar="CODE", callback=_known, help="Leave a rule out."
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(SHAPES),
    help="How findings are printed; github are its workflow commands.  [default: text]",
)
@click.option("--json", "as_json", is_flag=True, help="Short for --format json.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file of findings to say nothing of.",
)
@click.option("--write-baseline", is_flag=True, help="Write all findings into the baseline.")
@click.option(
    "--fail-on",
    "level",
    type=click.Choice(SEVERITIES),
    default="warning",
    show_default=True,
    help="The least severity that makes the exit status 1.",
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
    content: Path,
    site_url: str | None,
    anchors: AnchorRuleName | None,
    ignored: tuple[str, ...],
    shape: str | None,
    as_json: bool,
    baseline: Path | None,
    write_baseline: bool,
    level: Severity,
) -> None:
    """Say what an editor should mend in the Markdown pages in CONTENT (default: content).

    A finding is an error where readers find something broken now, a warning where they are misled
    or an edit will break something, a note where an editor should look.

    Exit status: 0 nothing as grave as --fail-on that is not in the baseline, 1 such findings, or
    an error, 2 wrong usage.
    """
    if as_json and shape not in (None, JSON):
        raise click.UsageError(f"--json and --format {shape} don't go together: leave one out.")
    if write_baseline and not baseline:
        raise click.UsageError("--write-baseline writes which file? Add --baseline FILE.")
    from index_builder.linting import linter

    found = linter.lint(content, site_url=site_url, anchors=anchors, ignored=ignored, track=_track)
    if write_baseline and baseline:
        _write(baseline, found)
        return
    outcome = _outcome(found, baseline, ignored)
    # click takes colours out of what goes into a pipe, but knows nothing of https://no-color.org.
    colour = False if os.environ.get("NO_COLOR") else None
    for line in _lines(JSON if as_json else shape or TEXT, outcome):
        click.echo(line, color=colour)
    sys.exit(FOUND if outcome.fails(level) else 0)


def _write(file: Path, found: "Report") -> None:
    from index_builder.linting.baseline import write_baseline
    from index_builder.linting.formats.findings_text import counted

    write_baseline(file, found.findings)
    click.echo(f"{counted(len(found.findings), 'finding')} written into {file}")


def _outcome(found: "Report", file: Path | None, ignored: Sequence[str]) -> "Outcome":
    from index_builder.linting.baseline import parted, read_baseline
    from index_builder.linting.lint_result import Outcome

    accepted: Mapping[Key, int] = read_baseline(file) if file else {}
    new, mended = parted(
        found.findings, {key: count for key, count in accepted.items() if key[0] not in ignored}
    )
    return Outcome(report=found, folder=_folder(found.root), new=new, mended=mended)


def _folder(root: Path) -> str:
    """Return what stands before a finding's path, so that it names a file from where we are."""
    here = Path.cwd()
    held = root.relative_to(here) if root.is_relative_to(here) else root
    return "" if held == Path() else f"{held.as_posix().rstrip('/')}/"


def _lines(shape: str, outcome: "Outcome") -> Iterator[str]:
    from index_builder.linting.formats.findings_json import json_text
    from index_builder.linting.formats.findings_text import text_lines
    from index_builder.linting.formats.github_annotations import github_lines
    from index_builder.linting.formats.sarif import sarif_text

    writers: dict[str, Callable[[Outcome], Iterator[str]]] = {
        TEXT: text_lines,
        JSON: lambda held: iter([json_text(held)]),
        SARIF: lambda held: iter([sarif_text(held)]),
        GITHUB: github_lines,
    }
    return writers[shape](outcome)


def _track(pages: Sequence["Page"]) -> Iterable["Page"]:
    return with_progress(pages, "Reading pages")
