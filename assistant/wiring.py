"""The one place where the assistant reaches the builder: to build an index, to write into one."""

from collections.abc import Callable
from pathlib import Path

from index_builder.index.calibration import Calibration
from index_builder.index.command_line import content_folder
from index_builder.index.errors import IndexMissing
from index_builder.index.generation import Generation, open_current
from index_builder.index.layout import existing_generations


def open_or_build(index: Path, say: Callable[[str], None]) -> Generation:
    """Open the index; where there is none yet but there is content, build it first and say so.

    Raises:
        IndexMissing: there is no index, and no content to build it from.
        IndexRefused: the index is damaged or of another format version.
    """
    build_if_missing(index, say)
    return open_current(index)


def build_if_missing(index: Path, say: Callable[[str], None]) -> None:
    """Where there is no index yet but there is content, build it and say so.

    The content is the folder that playbook.toml names, else `content`.

    Raises:
        IndexMissing: there is no index, and no content to build it from.
        IndexRefused: what lies there is no index of ours.
    """
    try:
        existing_generations(index)
        return
    except IndexMissing as error:
        content = content_folder(None)
        if not content.is_dir():
            raise IndexMissing(
                f"no index in {index}, and no folder {content} here to build it from; "
                f"run `playbook index CONTENT --index {index}`"
            ) from error
    say(f"no index in {index} yet: building it from {content}, once")
    _build(index, content, say)


def _build(index: Path, content: Path, say: Callable[[str], None]) -> None:
    from index_builder.building.command import build_with_progress
    from index_builder.building.remembering import remembered_options

    report = build_with_progress(remembered_options(content, index))
    for failure in report.failures:
        say(str(failure))
    say(f"{report.pages} pages, {report.passages} passages in {report.seconds:.1f} s")


def keep_calibration(index: Path, calibration: Calibration, say: Callable[[str], None]) -> Path:
    """Keep in an index what was fitted to its judged questions; return the file.

    Raises:
        IndexUnwritable: the index can't be written.
    """
    from index_builder.storage.publishing import write_calibration as keep

    return keep(index, calibration, lambda: say("a build is writing this index; waiting for it"))
