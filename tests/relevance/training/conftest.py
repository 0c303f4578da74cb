"""A folder of data small enough to train on in a test, and what is made of it."""

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import torch
from made_once import made_once

from .data_folder import DataFolder, open_data
from .published import Published
from .rows import Examples, read_examples

BARN = """\
# Barn rules

Everyone who works in the barn reads these rules on the first day and signs them at the office.

## Opening hours

The barn opens at six in the morning. It closes at nine in the evening, and on Sundays at noon.
Whoever needs to come in later asks the warden for the second key and returns it the next day.

## Hay

Hay is stored in the loft. Bales are counted on the first Monday of the month by two people.
A bale that is damp is taken out at once, since it may catch fire by itself.
"""
LAMPS = """\
---
title: Lamps
---
<h2>Lamps</h2>

## Replacing a lamp

Switch the fuse off before a lamp is replaced. Old lamps go into the red box beside the door.
The electrician empties the red box every second week and writes the number into the book.
"""
SHED = """\
# Shed

## Borrowing tools

A tool may be borrowed for three days. Write your name on the board beside the place it hangs on.

## Broken tools

Tell the keeper about a broken tool on the same day. Nobody pays for a tool that broke at work.
"""
KEPT = """\
# Orchard

## Picking

Apples are picked from the first of September on, and never in the rain or before the dew is dry.
"""


def _question(name: str, text: str, path: str = "", quote: str = "", note: str = "") -> str:
    gold = [{"path": path, "group": 0, "quotes": [quote]}] if quote else []
    return json.dumps(
        {
            "id": name, "question": text, "answerable": bool(gold),
            "type": "fact" if gold else "near-domain", "gold": gold, "note": note,
        }
    )  # fmt: skip


QUESTIONS = {
    "barn": [
        _question("barn-a001", "when does it shut", "rules.md", "closes at nine in the evening"),
        _question("barn-a002", "what to do with wet hay", "rules.md", "damp is taken out at once"),
        _question("barn-a003", "where do old lamps go", "lamps.html.erb", "into the red box"),
        _question("barn-u001", "when does it shut on Christmas Day", note="pair of barn-a001"),
        _question("barn-u002", "who pays for the hay that was wet", note="no payer | pair of a002"),
    ],
    "shed": [
        _question("shed-a001", "how long can I keep a drill", "shed.md", "borrowed for three days"),
        _question("shed-u001", "how much does a drill cost", note="nothing on prices"),
    ],
    "orchard": [
        _question("orchard-a001", "when are apples picked", "orchard.md", "the first of September"),
    ],
}  # fmt: skip


def _page(repository: str, subject: str) -> dict[str, object]:
    """Return a mined page: six sections about one subject, the second under a question."""
    headings = ["Start", f"How do I close the {subject}?", "Costs", "Safety", "Staff", "Old rules"]
    return {
        "repo": repository, "licence": "CC0", "path": "docs/page.md", "title": f"The {subject}",
        "sections": [
            {
                "i": at, "heading": heading, "heading_path": [f"The {subject}", heading],
                "text": f"The **{subject}** and its {heading.lower()} are described here. Whoever "
                f"comes to the {subject} pays {at} pounds and waits for {at + 3} minutes until "
                "somebody has the time to look after the visitors.",
            }
            for at, heading in enumerate(headings)
        ],
    }  # fmt: skip


PAGES = [_page("docs/pool", "pool"), _page("docs/gate", "gate"), _page("farm/orchard", "orchard")]
MINED = [
    {
        "repo": page["repo"], "path": "docs/page.md", "section": 1, "kind": "heading",
        "question": page["sections"][1]["heading"],  # type: ignore[index]
    }
    for page in PAGES
]  # fmt: skip
WRITTEN = [
    {
        "id": f"w{at}", "repo": page["repo"], "path": "docs/page.md", "section": 2,
        "question": text, **fields,
    }
    for at, (page, text, fields) in enumerate(
        [
            (PAGES[0], "price of going to the pool?", {"quote": "comes to the pool pays 2 pounds"}),
            (PAGES[0], "price of the pool for children?", {"pair": "w0", "note": "one price only"}),
            (PAGES[2], "price of the orchard?", {"quote": "pays 2 pounds"}),
        ]
    )
]  # fmt: skip


def _packed_lines(file: Path, rows: Sequence[object]) -> None:
    file.write_bytes(gzip.compress("".join(f"{json.dumps(row)}\n" for row in rows).encode()))


def write_data(folder: Path) -> Path:
    """Write the three handbooks, their questions, and the mined pages."""
    pages = {
        "barn": {"rules.md": BARN, "lamps.html.erb": LAMPS},
        "shed": {"shed.md": SHED},
        "orchard": {"orchard.md": KEPT},
    }
    (folder / "questions").mkdir(parents=True)
    (folder / "mined").mkdir()
    for name, held in pages.items():
        corpus = folder / "corpora" / name
        corpus.mkdir(parents=True)
        (corpus / ".snapshot").write_text(f"repository: Farm/{name}\ncommit: 1\n", encoding="utf-8")
        for page, text in held.items():
            (corpus / page).write_text(text, encoding="utf-8")
        lines = "".join(f"{line}\n" for line in QUESTIONS[name])
        (folder / "questions" / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    _packed_lines(folder / "mined" / "pages.jsonl.gz", PAGES)
    _packed_lines(folder / "mined" / "questions.jsonl.gz", MINED)
    return folder


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Barn and shed, which are learnt from; the orchard is held out."""
    return open_data(write_data(tmp_path_factory.mktemp("training") / "data"), ["orchard"])


@pytest.fixture(scope="session")
def work(tmp_path_factory: pytest.TempPathFactory, data: DataFolder, written: Path) -> Path:
    """Where candidates are kept: exporting the published encoder takes longest of all here."""
    return made_once(
        tmp_path_factory, "work", lambda folder: read_examples(data, folder, 0, print, written)
    )


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Questions written over the mined pages."""
    folder = tmp_path_factory.mktemp("written")
    lines = "".join(f"{json.dumps(row)}\n" for row in WRITTEN)
    (folder / "some.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def examples(data: DataFolder, work: Path, written: Path) -> Examples:
    """All examples of the small data."""
    return read_examples(data, work, 0, print, written)


@pytest.fixture(scope="session")
def published() -> Published:
    """The published encoder, on the processor: a GPU gives other last bits each time."""
    return Published(torch.device("cpu"))


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Leave the other cores to the other tests."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
