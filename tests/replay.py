"""A playbook's history built step by step: `python -m tests.replay FOLDER [--encoder NAME]`.

FOLDER holds the playbook as it was at several dates, a folder each, in the order of their names.
Each is built over the index of the one before, and once from nothing, to compare the bytes.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from index_builder.building.build_report import BuildReport
from index_builder.building.builder import BuildOptions, build
from index_builder.index.layout import published_names
from index_builder.models.model_folder import DEFAULT_ENCODER

COLUMNS = ("added", "changed", "moved", "removed", "unchanged")


def replay(folder: Path, work: Path, encoder: str) -> Iterator[tuple[str, BuildReport, bool]]:
    """Yield each date, what its build did, and whether its bytes are those of a build from nothing.

    `work` is an empty folder to work in, or one that holds encoders/ exported before.
    """
    (work / "encoders").mkdir(exist_ok=True)
    content = work / "content"
    for date in sorted(held for held in folder.iterdir() if held.is_dir()):
        shutil.rmtree(content, ignore_errors=True)
        shutil.copytree(date, content)
        reports = []
        for index in (work / "index", work / f"fresh-{date.name}"):
            index.mkdir(exist_ok=True)
            if not (index / "encoders").exists():
                (index / "encoders").symlink_to(work / "encoders")
            reports.append(build(BuildOptions(content=content, index=index, encoder=encoder)))
        same = current_files(work / "index") == current_files(work / f"fresh-{date.name}")
        yield date.name, reports[0], same


def current_files(index: Path) -> dict[str, bytes]:
    """Return every file of the current generation by its path, the name of the generation too."""
    folder = index / "generations" / published_names(index)[0]
    return {
        held.relative_to(folder.parent).as_posix(): held.read_bytes()
        for held in folder.rglob("*")
        if held.is_file()
    }


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--encoder", default=DEFAULT_ENCODER, show_default=True)
def main(folder: Path, encoder: str) -> None:
    """Print a row for each date in FOLDER."""
    click.echo(f"{'':<12}pages  passages  {'  '.join(COLUMNS)}  embedded  as from nothing")
    with tempfile.TemporaryDirectory() as held:
        for date, report, same in replay(folder, Path(held), encoder):
            counts = report.counts()
            cells = "  ".join(f"{counts[name]:>{len(name)}}" for name in COLUMNS)
            click.echo(
                f"{date:<12}{report.pages:>5}  {report.passages:>8}  {cells}  "
                f"{report.embedded:>8}  {'yes' if same else 'NO'}"
            )


if __name__ == "__main__":
    main()
