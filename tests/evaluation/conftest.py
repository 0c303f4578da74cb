"""A small handbook, judged questions about it, and its index before and after an edit."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from made_once import made_once

PAGES = {
    "leave.md": "# Leave\n\nStaff have 25 days of annual leave a year.\n\n"
    "## Carrying leave over\n\nUp to five days of leave can be carried over to the next year.\n",
    "travel.md": "# Travel\n\n## Hotels\n\nA hotel room may cost 120 pounds a night.\n\n"
    "## Trains\n\nBook train tickets through the travel desk.\n",
    "kit.md": "# Equipment\n\n## Broken laptops\n\n"
    "The service desk replaces a broken laptop within two days.\n",
}
# The section on laptops is gone, the one on trains has a page of its own, one on bicycles is new.
EDITED = {
    "leave.md": PAGES["leave.md"].replace(
        "Up to five days of leave can", "Up to six days of leave may"
    ),
    "travel.md": PAGES["travel.md"].partition("## Trains")[0],
    "trains.md": "# Rail\n\n## Trains\n\nBook train tickets through the travel desk.\n",
    "kit.md": "# Equipment\n\n## Bicycles\n\nPark your bicycle in the yard behind the kitchen.\n",
}


def gold(path: str, headings: Sequence[str], quote: str, *, group: int = 0) -> dict[str, object]:
    """Return a gold row as a question file has it."""
    anchor = headings[-1].lower().replace(" ", "-")
    return {
        "path": path, "heading_path": headings, "anchor": anchor, "group": group, "quotes": [quote]
    }  # fmt: skip


def question(name: str, text: str, *held: dict[str, object]) -> dict[str, object]:
    """Return a question as a question file has it, answerable where it has gold."""
    kind = "fact" if held else "near-domain"
    return {
        "id": name, "question": text, "answerable": bool(held), "type": kind, "gold": list(held)
    }  # fmt: skip


HOTEL = gold("travel.md", ["Travel", "Hotels"], "A hotel room may cost 120 pounds a night.")
TRAIN = gold("travel.md", ["Travel", "Trains"], "Book train tickets through the travel desk.")
CARRY = gold("leave.md", ["Leave", "Carrying leave over"], "Up to five days of leave can be")
LAPTOP = gold(
    "kit.md", ["Equipment", "Broken laptops"], "The service desk replaces a broken laptop"
)
QUESTIONS = (
    question("hotel", "What may a hotel room cost a night?", HOTEL),
    question("train", "How do I book train tickets through the travel desk?", TRAIN),
    question("carry", "How many days of leave can be carried over to the next year?", CARRY),
    question("laptop", "Who replaces a broken laptop?", LAPTOP),
    question("bicycle", "Where do I park my bicycle?"),
    question("moon", "Who was the first person on the moon?"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handbook:
    """Where everything of the small handbook lies; read it, never write it."""

    questions: Path
    content: Path  # as it was at first
    first: Path  # an index of it
    edited: Path  # an index of which the current generation is of the edited content


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory, encoders: Path) -> Handbook:
    """Build the handbook by the default encoder, then build its edit into a copy of the index."""

    def make(folder: Path) -> None:
        _build(_handbook(folder), encoders)

    held = _handbook(made_once(tmp_path_factory, "handbook", make))
    for index in (held.first, held.edited):
        (index / "encoders").symlink_to(encoders)
    return held


def _handbook(folder: Path) -> Handbook:
    return Handbook(
        questions=folder / "questions.jsonl",
        content=folder / "content",
        first=folder / "first",
        edited=folder / "edited",
    )


def _build(held: Handbook, encoders: Path) -> None:
    from index_builder.building.builder import BuildOptions, build

    folder = held.questions.parent
    held.questions.write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    held.first.mkdir()
    (held.first / "encoders").symlink_to(encoders)
    for name, pages in (("content", PAGES), ("content-edited", EDITED)):
        (folder / name).mkdir()
        for page, text in pages.items():
            marked = f"---\nlayout: page\n---\n{text}"
            (folder / name / page).write_text(marked, encoding="utf-8")
    build(BuildOptions(content=held.content, index=held.first))
    shutil.copytree(held.first, held.edited, symlinks=True)
    build(BuildOptions(content=folder / "content-edited", index=held.edited))
    for index in (held.first, held.edited):
        (index / "encoders").unlink()
