"""`index --watch`: what was saved is what answers, however it was saved."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest
from surroundings import ROOT, environment

from index_builder.building.builder import BuildOptions, build, preview
from index_builder.index.errors import PlaybookError
from index_builder.index.generation import open_current

pytestmark = pytest.mark.slow

LONG = 60  # seconds after which a test gives up; none waits that long


class Watch:
    """A running `playbook index --watch --json`, and what it says."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.reports: Queue[dict[str, object]] = Queue()
        self.said: Queue[str] = Queue()
        self.first: dict[str, object] = {}  # the report of the build it begins with
        threading.Thread(target=self._read_reports, daemon=True).start()
        threading.Thread(target=self._read_errors, daemon=True).start()

    def _read_reports(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.reports.put(json.loads(line))

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.put(line.rstrip("\n"))

    def hear(self, words: str) -> str:
        """Wait for a line on standard error that holds the words."""
        while True:
            line = self.said.get(timeout=LONG)
            if words in line:
                return line

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait, report by report, until a condition is true."""
        while not holds():
            self.reports.get(timeout=LONG)


@pytest.fixture
def watch(farm: Path, empty_index: Path, small_model: Path) -> Iterator[Watch]:
    """A watch over the farm that has built once."""
    command = [sys.executable, "-m", "assistant", "index", str(farm), "--index", str(empty_index)]
    with subprocess.Popen(
        [*command, "--encoder", str(small_model), "--watch", "--json"],
        env=environment(PYTHONUNBUFFERED="1"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Jobs in the background of a shell ignore interrupts, and so do their children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        held = Watch(process)
        try:
            held.first = held.reports.get(timeout=LONG)
            yield held
        finally:
            process.kill()


def answers(index: Path, words: str) -> bool:
    return any(words in held.quote for held in open_current(index).passages)


def is_built(farm: Path, index: Path, model: Path) -> bool:
    """Tell whether the index is what a build of the pages as they are would make."""
    options = BuildOptions(content=farm, index=index, encoder=str(model))
    try:
        return preview(options).generation == open_current(index).name
    except PlaybookError:
        return False


def test_a_save_is_built_however_the_editor_saves(watch: Watch, farm: Path, empty_index: Path):
    """Written in place; written beside and renamed over, with a backup and a swap file."""
    (farm / "bees.md").write_text("# Bees\n\nWritten in place.\n", encoding="utf-8")
    watch.until(lambda: answers(empty_index, "Written in place."))
    (farm / ".bees.md.swp").write_bytes(b"\0swap")
    (farm / "4913").touch()
    (farm / "4913").unlink()
    (farm / "bees.md").rename(farm / "bees.md~")
    (farm / "bees.md").write_text("# Bees\n\nRenamed over.\n", encoding="utf-8")
    (farm / "bees.md~").unlink()
    watch.until(lambda: answers(empty_index, "Renamed over."))
    assert {held.path for held in open_current(empty_index).passages} == {"bees.md", "farm.md"}


def test_a_page_that_cannot_be_read_is_named_and_the_next_save_mends_it(
    watch: Watch, farm: Path, empty_index: Path
):
    """It goes on watching after an error, in one page or in all of them."""
    (farm / "bees.md").write_bytes(b"---\ntitle: [half\n---\n\nText.\n")
    assert "bees.md:" in watch.hear("front matter")
    text = (farm / "farm.md").read_bytes()
    (farm / "farm.md").write_bytes(b"\xff")
    watch.hear("nothing to index")
    (farm / "farm.md").write_bytes(text)
    (farm / "bees.md").write_text("# Bees\n\nMended.\n", encoding="utf-8")
    watch.until(lambda: answers(empty_index, "Mended.") and answers(empty_index, "Goats eat hay"))


def test_a_page_written_piece_by_piece_ends_as_it_ends(
    watch: Watch, farm: Path, empty_index: Path, small_model: Path
):
    """Whatever was read on the way, the last state is the one that is built."""
    with (farm / "bees.md").open("w", encoding="utf-8") as opened:
        for turn in range(200):
            opened.write(f"Bee {turn} swarms.\n\n")
            opened.flush()
            os.fsync(opened.fileno())
    watch.until(lambda: is_built(farm, empty_index, small_model))
    assert answers(empty_index, "Bee 199 swarms.")


def test_a_checkout_that_touches_everything_is_built_once_it_is_over(
    watch: Watch, farm: Path, empty_index: Path, small_model: Path
):
    """Every page is replaced by others, and then the folder itself is replaced."""
    for turn in range(60):
        (farm / f"page-{turn}.md").write_text(f"# Page {turn}\n\nText {turn}.\n", encoding="utf-8")
    (farm / "farm.md").unlink()
    watch.until(lambda: is_built(farm, empty_index, small_model))
    assert answers(empty_index, "Text 59.")
    shutil.rmtree(farm)
    watch.hear("can't be opened")
    farm.mkdir()
    (farm / "new.md").write_text("# New\n\nAnother branch.\n", encoding="utf-8")
    watch.until(lambda: answers(empty_index, "Another branch."))
    (farm / "new.md").write_text("# New\n\nStill watched.\n", encoding="utf-8")
    watch.until(lambda: answers(empty_index, "Still watched."))


def test_what_changes_nothing_is_not_reported(watch: Watch, farm: Path, empty_index: Path):
    """A page that was only touched, a file that is no page, the index itself: no report follows."""
    bees = farm / "bees.md"
    os.utime(bees)
    (farm / "notes.txt").write_text("x", encoding="utf-8")
    saved = farm / "saved"  # renamed over in one step: half a page would be a change too
    saved.write_text("# Bees\n\nThe first report.\n", encoding="utf-8")
    saved.rename(bees)
    report = watch.reports.get(timeout=LONG)
    assert report["generation"] != watch.first["generation"]
    assert report["embedded"] == 1
    assert open_current(empty_index).name == report["generation"]
    with pytest.raises(Empty):
        watch.reports.get_nowait()


def test_ctrl_c_is_a_clean_end(watch: Watch, empty_index: Path):
    """It ends with status 0 and a word, and leaves nothing half written."""
    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(LONG) == 0
    assert "Traceback" not in watch.hear("no longer watching")
    assert list(empty_index.rglob(".*")) == []


def test_an_index_inside_the_content_does_not_wake_the_watch(
    farm: Path, small_model: Path, small_encoders: Path, tmp_path: Path
):
    """Building writes there, so otherwise it would build for ever."""
    index = farm / "_index"
    index.mkdir()
    (index / "encoders").symlink_to(small_encoders)
    from index_builder.building.watching import build_on_changes

    built: list[object] = []
    seen = threading.Event()

    def once() -> object:
        built.append(1)
        if len(built) > 1:
            seen.set()
        return build(BuildOptions(content=farm, index=index, encoder=str(small_model)))

    thread = threading.Thread(
        target=lambda: build_on_changes(farm, index, once, lambda _: None, print),  # type: ignore[arg-type]
        daemon=True,
    )
    thread.start()
    assert not seen.wait(3)
    (farm / "bees.md").write_text("# Bees\n\nSaved.\n", encoding="utf-8")
    assert seen.wait(LONG)
