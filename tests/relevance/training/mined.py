"""Questions that are headings of public documentation, and the sections under them.

Each line of `mined/questions.jsonl.gz` has `repo, path, section, question, kind`. The heading is
kept out of the section below it; otherwise nothing would be learnt but to match its words.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from .example import Answer, Example
from .pages import Key, Repository, Section, read_lines

OF_ONE_OWNER = 600  # product documentation would be most of it
NEAR = 6  # sections that are likest to be mistaken
FEWEST = 2  # others a question needs
UNSOUND = "bold-q"  # a kind of which too many are no questions


def mined_examples(
    mined: Path, repositories: Mapping[str, Repository], seed: int
) -> Iterator[Example]:
    """Yield the sound mined questions over the repositories, those of one owner capped."""
    sections = {held.key: held for one in repositories.values() for held in one.sections}
    rows = [row for row in read_lines(mined / "questions.jsonl.gz") if _is_sound(row, sections)]
    random = Random(seed)
    random.shuffle(rows)
    owners: Counter[str] = Counter()
    for row in rows:
        owner = row["repo"].partition("/")[0]
        owners[owner] += 1
        if owners[owner] > OF_ONE_OWNER:
            continue
        own, question = sections[_key(row)], row["question"].strip()
        others = repositories[own.repository].near(question, own, NEAR, random)
        if len(others) >= FEWEST:
            yield Example(
                id=" ".join(map(str, own.key)),
                source=own.repository,
                question=question,
                searched=question,
                answers=(Answer(text=own.without_heading),),
                others=tuple(held.text for held in others),
                mined=True,
            )


def _is_sound(row: Mapping[str, Any], sections: Mapping[Key, Section]) -> bool:
    asks = row["question"].strip().endswith("?") and row["kind"] != UNSOUND
    return asks and _key(row) in sections


def _key(row: Mapping[str, Any]) -> Key:
    return row["repo"], row["path"], row["section"]
