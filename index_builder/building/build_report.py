"""What a build did, or would do: as values, as JSON, for a person."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from index_builder.index.changes import Change
from index_builder.index.errors import PageError
from index_builder.index.passage import LeftOut
from index_builder.index.printable import printable, printable_json


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFound:
    """Which site the pages were taken for, so that a person can see if that is right."""

    generator: str  # its title
    settings_file: str | None
    url: str  # of the site; "" if it is not known
    samples: tuple[str, ...]  # addresses of pages
    opens: bool  # whether answers have links: to the site, or to the host of the repository
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did, or what it would do if it is a preview."""

    generation: str | None  # None: a preview of a generation not made yet
    site: SiteFound
    pages: int
    passages: int
    changes: tuple[Change, ...]  # from the previous generation, without unchanged passages
    embedded: int  # passages embedded by this build
    longest: int  # tokens of the longest passage
    window: int  # tokens the encoder reads
    left_out: tuple[LeftOut, ...]
    failures: tuple[PageError, ...]
    not_calibrated: str | None = None  # what to do if the constants are other models'
    seconds: float = 0.0

    def counts(self) -> dict[str, int]:
        """Return how many passages were added, changed, moved, removed and unchanged."""
        kinds = Counter(change.kind for change in self.changes)
        new = kinds["added"] + kinds["edited"] + kinds["moved"]
        return {
            "added": kinds["added"],
            "changed": kinds["edited"],
            "moved": kinds["moved"],
            "removed": kinds["removed"],
            "unchanged": self.passages - new,
        }


def report_json(report: BuildReport, *, verbose: bool = False) -> str:
    """Return the report as one JSON object; `verbose` names the passages that changed."""
    fields: dict[str, object] = {
        "generation": report.generation,
        "site": {
            "generator": report.site.generator,
            "settings": report.site.settings_file,
            "url": report.site.url,
            "samples": list(report.site.samples),
        },
        "warnings": list(report.site.warnings),
        "pages": report.pages,
        "passages": report.passages,
        **report.counts(),
        "embedded": report.embedded,
        "longest_tokens": report.longest,
        "window_tokens": report.window,
        "left_out": [
            {"path": lines.path, "lines": list(lines.lines), "reason": lines.reason}
            for lines in report.left_out
        ],
        "failures": [
            {"path": failure.path, "line": failure.line, "reason": failure.reason}
            for failure in report.failures
        ],
        "seconds": round(report.seconds, 3),
    }
    if verbose:
        fields["changes"] = [_change_fields(change) for change in report.changes]
    return printable_json(json.dumps(fields, ensure_ascii=False))


def _change_fields(change: Change) -> dict[str, object]:
    sides = {"before": change.before, "after": change.after}
    return {
        "kind": "changed" if change.kind == "edited" else change.kind,
        **{
            name: passage
            and {
                "path": passage.path,
                "lines": list(passage.lines),
                "headings": list(passage.headings),
            }
            for name, passage in sides.items()
        },
    }


def report_text(report: BuildReport, *, verbose: bool = False) -> str:
    """Return the report as text: totals, then each place left out, except front matter."""
    sums = (
        f"{report.pages} pages, {report.passages} passages, {report.embedded} embedded, "
        f"longest {report.longest} of {report.window} tokens, {report.seconds:.1f} s"
    )
    changed = ", ".join(f"{count} {kind}" for kind, count in report.counts().items())
    name = report.generation or "not made yet: this was a dry run"
    lines = [_site_line(report.site), sums, changed, f"generation {name}"]
    lines += [f"warning: {warning}" for warning in report.site.warnings]
    lines += [report.not_calibrated] if report.not_calibrated else []
    if verbose:
        lines += [line for change in report.changes for line in _change_lines(change)]
    return printable("\n".join([*lines, *_left_out_lines(report.left_out)]))


def _site_line(site: SiteFound) -> str:
    """Return generator, settings, address and samples, and what answers have in place of links."""
    by = f" ({site.settings_file})" if site.settings_file else ""
    at = site.url or "no site address"
    shown = f"; pages such as {' '.join(site.samples)}" if site.samples else ""
    instead = "" if site.opens else "; answers name file and lines, as --site-url is not known"
    return f"site: {site.generator}{by}, {at}{shown}{instead}"


def _change_lines(change: Change) -> Iterator[str]:
    kind = "changed" if change.kind == "edited" else change.kind
    passage = change.after or change.before
    if passage is None:
        return
    heading = " › ".join(passage.headings) or passage.page_title
    yield f"  {kind}: {passage.path}:{passage.lines[0]}-{passage.lines[1]}: {heading}"
    was = change.before
    if change.kind == "moved" and was:
        yield f"    was: {was.path}:{was.lines[0]}-{was.lines[1]}: {' › '.join(was.headings)}"


def _left_out_lines(left_out: tuple[LeftOut, ...]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    folders = [out for out in left_out if out.path.endswith("/")]
    files = [out for out in left_out if out not in folders]
    for lines in files:
        counts[lines.reason] += lines.lines[1] - lines.lines[0] + 1
    yield from (f"left out: {reason}, {count} lines" for reason, count in sorted(counts.items()))
    yield from (f"left out: {folder.path}: {folder.reason}" for folder in folders)
    for lines in files:
        if lines.reason != "front matter":
            yield f"  {lines.path}:{lines.lines[0]}-{lines.lines[1]}: {lines.reason}"
