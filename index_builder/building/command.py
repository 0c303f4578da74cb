"""`playbook index`: content in, index out, and a report that accounts for every line."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index_builder.index.command_line import index_option, say, with_progress
from index_builder.index.errors import PlaybookError
from index_builder.index.layout import KEEP
from index_builder.index.printable import printable, printable_json
from index_builder.models.model_folder import DEFAULT_ENCODER
from index_builder.reading.site_options import SiteOptions, site_options
from index_builder.storage.cache import LIMIT_MB, MB

if TYPE_CHECKING:
    from index_builder.building.build_report import BuildReport
    from index_builder.building.builder import BuildOptions
    from index_builder.storage.history import ListedGeneration

_BEFORE = "the one before"  # never a generation's name


@click.command()
@click.argument("content", type=click.Path(path_type=Path), required=False)
@index_option
@site_options
@click.option(
    "--encoder",
    help="A sentence-transformers model, ColBERT-style ones included, by name or path.  "
    f"[default: {DEFAULT_ENCODER}]",
)
@click.option(
    "--reranker",
    help="A sentence-transformers cross-encoder, by name or path, to re-order the best passages. "
    "[default: none]",
)
@click.option("--dry-run", is_flag=True, help="Say what a build would do, and write nothing.")
@click.option("--watch", is_flag=True, help="Build after every change, until Ctrl-C.")
@click.option("--list", "listing", is_flag=True, help="Show the generations; build nothing.")
@click.option(
    "--rollback",
    metavar="[NAME]",
    is_flag=False,
    flag_value=_BEFORE,
    help="Go back to the previous generation, or to NAME; build nothing.",
)
@click.option(
    "--prune",
    is_flag=True,
    help="Shrink the cache to its limit and remove models that no generation uses; build nothing.",
)
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    default=KEEP,
    show_default=True,
    help="Number of generations to keep, including the new one.",
)
@click.option(
    "--cache-limit",
    type=click.IntRange(min=0),
    default=LIMIT_MB,
    show_default=True,
    metavar="MB",
    help="Size limit of the cache of earlier builds' work.",
)
@click.option("--no-remember", is_flag=True, help="Leave playbook.toml as it is.")
@click.option("--no-wait", is_flag=True, help="Fail if another build is writing the index.")
@click.option("-v", "--verbose", is_flag=True, help="Name the passages that changed.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
def index(
    content: Path | None,
    index: Path,
    site: SiteOptions,
    encoder: str | None,
    reranker: str | None,
    dry_run: bool,
    watch: bool,
    listing: bool,
    rollback: str | None,
    prune: bool,
    keep: int,
    cache_limit: int,
    no_remember: bool,
    no_wait: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Build the index of the Markdown pages in CONTENT (default: content).

    Only what changed is rebuilt. CONTENT and the options of the index, of the site and of the
    models are remembered in playbook.toml, in the current folder.

    Exit status: 0 done; 1 error, or pages that could not be read (the others are built); 2 wrong
    usage.
    """
    _check_one(dry_run=dry_run, watch=watch, list=listing, rollback=rollback, prune=prune)
    if listing:
        return _list(index, as_json)
    if rollback:
        return _roll_back(index, rollback, not no_wait, as_json)
    if prune:
        return _prune(index, cache_limit * MB, not no_wait, as_json)
    from index_builder.building.builder import preview
    from index_builder.building.remembering import remembered_options

    options = replace(
        remembered_options(content, index, site, encoder=encoder, reranker=reranker),
        keep=keep,
        cache_limit=cache_limit * MB,
        wait=not no_wait,
    )
    show = partial(_show, verbose=verbose, as_json=as_json)
    if watch:
        return _watch(options, show, remembers=not no_remember)
    report = preview(options) if dry_run else build_with_progress(options)
    show(report)
    if not (dry_run or no_remember):
        _remember(options)
    sys.exit(1 if report.failures else 0)


def _remember(options: "BuildOptions") -> None:
    """Keep the options for the next build; the index stands even if that fails."""
    from index_builder.building.remembering import remember

    try:
        told = remember(options)
    except PlaybookError as error:
        told = f"not remembered: {error}"
    if told:
        say(told)


def _check_one(**modes: object) -> None:
    chosen = [f"--{name.replace('_', '-')}" for name, value in modes.items() if value]
    if len(chosen) > 1:
        raise click.UsageError(f"{' and '.join(chosen)} cannot be combined: choose one.")


def build_with_progress(options: "BuildOptions") -> "BuildReport":
    """Build, with a progress bar where standard error is a terminal."""
    from index_builder.building.builder import build

    return build(options, track=_track, waiting=partial(_waiting, options.index))


def _track(texts: Sequence[str]) -> Iterable[str]:
    return with_progress(texts, "Embedding passages")


def _waiting(index: Path) -> None:
    from index_builder.storage.writer_lock import writer_in_brackets

    say(f"another build is writing this index{writer_in_brackets(index)}; waiting for it")


def _show(report: "BuildReport", *, verbose: bool, as_json: bool) -> None:
    from index_builder.building.build_report import report_json, report_text

    text = report_json if as_json else report_text
    click.echo(text(report, verbose=verbose))
    for failure in report.failures:
        say(str(failure))


def _watch(
    options: "BuildOptions", show: Callable[["BuildReport"], None], *, remembers: bool
) -> None:
    """Build on every change, until Ctrl-C."""
    from index_builder.building.watching import build_on_changes

    if remembers:
        _remember(options)
    say(f"watching {options.content}; Ctrl-C ends it")
    try:
        build_on_changes(
            options.content, options.index, lambda: build_with_progress(options), show, say
        )
    except KeyboardInterrupt:
        say("no longer watching")


def _list(index: Path, as_json: bool) -> None:
    from index_builder.storage.history import list_generations

    generations = list_generations(index)
    if as_json:
        fields = {"generations": [_listed_fields(generation) for generation in generations]}
        click.echo(printable_json(json.dumps(fields, ensure_ascii=False)))
    else:
        click.echo(printable("\n".join(_listed_line(generation) for generation in generations)))


def _listed_fields(generation: "ListedGeneration") -> dict[str, object]:
    manifest = generation.manifest
    return {
        "generation": generation.name,
        "current": generation.current,
        "pages": manifest and manifest.pages,
        "passages": manifest and manifest.passages,
        "encoder": manifest and manifest.encoder.name,
        "commit": manifest and manifest.commit,
        "content_digest": manifest and manifest.content_digest,
        "refused": generation.refused,
    }


def _listed_line(generation: "ListedGeneration") -> str:
    mark = "*" if generation.current else " "
    manifest = generation.manifest
    if manifest is None:
        return f"{mark} {generation.name}  {generation.refused}"
    return (
        f"{mark} {generation.name}  {manifest.pages} pages, {manifest.passages} passages, "
        f"commit {(manifest.commit or 'none')[:12]}, "
        f"content {manifest.content_digest[:12]}"
    )


def _roll_back(index: Path, name: str, wait: bool, as_json: bool) -> None:
    from index_builder.storage.history import roll_back

    wanted = None if name == _BEFORE else name
    now, before = roll_back(index, wanted, partial(_waiting, index), wait=wait)
    if as_json:
        click.echo(json.dumps({"generation": now, "before": before}))
    else:
        click.echo(f"now serving {now} (was {before})")


def _prune(index: Path, limit: int, wait: bool, as_json: bool) -> None:
    from index_builder.storage.history import prune

    removed = prune(index, limit, partial(_waiting, index), wait=wait)
    if as_json:
        click.echo(json.dumps({"removed_bytes": removed}))
    else:
        click.echo(f"{removed / MB:.1f} MB removed")
