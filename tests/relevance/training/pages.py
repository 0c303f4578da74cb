"""The mined pages: sections of public repositories' documentation, and which are near a question.

`mined/pages.jsonl.gz` has one page a line: `repo, licence, path, title, sections`, and a section
`i, heading, heading_path, text`.
"""

import gzip
import json
import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

from .data_folder import TrainingError
from .plain_text import plain, words

SHORTEST = 60  # characters; less is a heading's leftover
LONGEST = 1100  # characters; about what a passage of an index holds
COMMON = 400  # sections; a word that so many hold says nothing of what a question is about

Key = tuple[str, str, int]  # repository, path, number of the section in its page


@dataclass(frozen=True, kw_only=True)
class Section:
    """A section as plain text."""

    repository: str
    path: str
    number: int
    above: tuple[str, ...]  # the page's title and the headings above its own
    heading: str
    body: str

    @property
    def key(self) -> Key:
        """How questions refer to it."""
        return self.repository, self.path, self.number

    @cached_property
    def text(self) -> str:
        """The section as the encoder is given passages: the headings first."""
        return f"{_title([*self.above, self.heading])}\n{self.body}"

    @property
    def without_heading(self) -> str:
        """The same without its own heading, which may be the question itself."""
        return f"{_title(self.above)}\n{self.body}"


@dataclass(frozen=True, kw_only=True)
class Repository:
    """The sections of one repository, in their order."""

    sections: Sequence[Section]

    @cached_property
    def _holding(self) -> Mapping[str, Sequence[int]]:
        holding: dict[str, list[int]] = defaultdict(list)
        for at, section in enumerate(self.sections):
            for word in words(section.text):
                holding[word].append(at)
        return holding

    def near(self, question: str, own: Section, count: int, random: Random) -> list[Section]:
        """Return up to `count` sections with rare words of the question, and two of `own`'s page.

        The likeliest to be mistaken for an answer come first; none says the same as `own`.
        """
        weights: dict[int, float] = defaultdict(float)
        for word in words(question):
            holding = self._holding.get(word, ())
            if 0 < len(holding) < COMMON:
                for at in holding:
                    weights[at] += math.log(1 + len(self.sections) / len(holding))
        ranked = sorted(weights, key=lambda at: (-weights[at], at))
        others = [self.sections[at] for at in ranked if self.sections[at].body != own.body]
        near = others[:count]
        taken = {held.key for held in near}
        beside = [
            held
            for held in self.sections
            if held.path == own.path and held.body != own.body and held.key not in taken
        ]
        return [*near, *random.sample(beside, min(2, len(beside)))]


def read_repositories(mined: Path, banned: Collection[str]) -> dict[str, Repository]:
    """Return the mined repositories by name, none of those that are banned."""
    sections: dict[str, list[Section]] = defaultdict(list)
    for page in read_lines(mined / "pages.jsonl.gz"):
        if page["repo"].lower() not in banned:
            sections[page["repo"]].extend(_sections(page))
    return {name: Repository(sections=held) for name, held in sections.items()}


def read_lines(file: Path) -> Iterator[Any]:
    """Yield the objects of a packed JSON Lines file.

    Raises:
        TrainingError: it can't be read.
    """
    try:
        with gzip.open(file, "rt", encoding="utf-8") as opened:
            yield from (json.loads(line) for line in opened if line.strip())
    except (OSError, ValueError) as error:
        raise TrainingError(
            f"{file} can't be read ({error}); packed JSON Lines were wanted"
        ) from error


def _sections(page: Mapping[str, Any]) -> Iterator[Section]:
    for section in page["sections"]:
        body = plain(section["text"])
        headings = [held for held in section.get("heading_path") or [] if held]
        heading = section.get("heading") or ""
        if len(body) < SHORTEST:
            continue
        yield Section(
            repository=page["repo"],
            path=page["path"],
            number=section["i"],
            above=(page["title"] or "", *headings[:-1]),
            heading=heading,
            body=body[:LONGEST],
        )


def _title(headings: Sequence[str]) -> str:
    return " › ".join(dict.fromkeys(held for held in headings if held))
