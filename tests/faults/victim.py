"""A small playbook, its index and the model that makes it: what the faults are done to."""

import dataclasses
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = {
    "farm.md": "# Farm\n\nGoats eat hay twice a day.\n\n## Milking\n\nMilk the goats at dawn.\n",
    "bees.md": "# Bees\n\nWhen the bees swarm, close the windows and call the beekeeper.\n",
}
QUESTION = "Goats eat hay twice a day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """A content folder of three pages, one of them edited again and again, and its index."""

    content: Path
    index: Path
    model: Path

    def edit(self, turn: int) -> None:
        """Write the third page anew: no two turns are alike."""
        text = f"# Sheep\n\nThe sheep were shorn {turn} times.\n"
        (self.content / "sheep.md").write_text(text, encoding="utf-8")

    def command(self, *options: str) -> list[str]:
        """Return the command that builds it."""
        command = [sys.executable, "-m", "assistant", "index", str(self.content)]
        return [*command, "--index", str(self.index), "--encoder", str(self.model), *options]

    def build(self, *options: str) -> subprocess.CompletedProcess[bytes]:
        """Build it, as a process."""
        return run(self.command(*options))

    def on(self, index: Path) -> "Victim":
        """Return the same playbook with another index."""
        return dataclasses.replace(self, index=index)


def environment() -> dict[str, str]:
    """Return the environment of a process that writes only what it is asked to write."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}


def run(command: list[str]) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end."""
    return subprocess.run(command, env=environment(), cwd=ROOT, capture_output=True, check=False)


def make_victim(folder: Path, model: Path | None = None, encoders: Path | None = None) -> Victim:
    """Write the pages into `folder` and build them once; without a `model` one is made."""
    victim = Victim(
        content=folder / "content", index=folder / "index", model=model or folder / "model"
    )
    victim.content.mkdir(parents=True)
    for name, text in PAGES.items():
        (victim.content / name).write_text(text, encoding="utf-8")
    if model is None:
        sys.path.insert(0, str(ROOT / "tests"))
        from small_model import save_small_model

        save_small_model(victim.model, " ".join(PAGES.values()))
    if encoders:
        shutil.copytree(encoders, victim.index / "encoders")
    victim.edit(0)
    done = victim.build()
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return victim


def answering(index: Path) -> str:
    """Return the current generation's name, after reading all its files and asking it a question.

    Raises:
        PlaybookError: it can't answer.
        AssertionError: it answers wrongly, or from a mixture.
    """
    from assistant.answer import ask
    from index_builder.index.generation import open_current

    generation = open_current(index)
    generation.encoder.check()
    cited = ask(generation, QUESTION, top=20).citations
    assert len(cited) == generation.manifest.passages == len(generation.passages)
    assert {hit.passage.path for hit in cited} == {"bees.md", "farm.md", "sheep.md"}
    assert [hit.passage for hit in cited if QUESTION in hit.passage.quote]
    return generation.name


def drafts(index: Path) -> list[str]:
    """Return what is left half written."""
    return sorted(
        held.relative_to(index).as_posix() for held in index.rglob(".*") if held.name != ".gitkeep"
    )
