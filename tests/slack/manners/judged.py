"""Judged threads: reading them, and what the bot knows when the last message comes."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.answer import Answer, ask
from assistant.asking.addressee import Evidence, ThreadState
from assistant.asking.addressing import names_bot
from index_builder.index.generation import Generation

THREADS = Path(__file__).with_name("threads")
KEPT_ASIDE = ("content-a", "content-b")
BOT = "@playbook"
_CALL = re.compile(r"@\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedMessage:
    """A message in a thread that the bot has replied in, and whether it is meant for the bot."""

    id: str
    set_name: str
    thread: tuple[tuple[str, str | None], ...]  # who wrote what; None: a reply of the bot
    author: str
    written: str
    for_bot: bool
    is_answered: bool  # the handbook answers it
    quote: str  # the words that answer; "" if they are not given

    @property
    def text(self) -> str:
        """What was written, without mentions."""
        return _CALL.sub(" ", self.written).strip()

    @property
    def calls_others(self) -> bool:
        """Whether it mentions a person."""
        return _CALL.search(self.written) is not None

    @property
    def earlier(self) -> list[str]:
        """The thread's questions to the bot, oldest first."""
        return [text.replace(BOT, "").strip() for _, text in self._asked]

    @property
    def _asked(self) -> list[tuple[str, str]]:
        return [(who, text) for who, text in self.thread if text and BOT in text]

    @property
    def state(self) -> ThreadState:
        """What went on in the thread before it."""
        last = max(at for at, (_, text) in enumerate(self.thread) if text is None)
        since = {who for who, _ in self.thread[last + 1 :]}
        askers = [who for who, _ in self._asked]
        return ThreadState(
            asked=self.author in askers,
            asked_last=askers[-1] == self.author,
            others_since=len(since - {self.author}),
            wrote_since=self.author in since,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A judged message as it was looked up."""

    message: JudgedMessage
    answer: Answer
    vector: tuple[float, ...]  # of the message, by the handbook's encoder

    @property
    def evidence(self) -> Evidence:
        """How well the handbook answers it."""
        sure, found = self.answer.sure, self.answer.confidence
        return Evidence(probability=found.probability if found else 0.0, sure=sure)

    @property
    def may_speak(self) -> bool:
        """Whether the bot may answer without being mentioned, if the message seems to be for it."""
        known = self.message.state.asked or names_bot(self.message.text)
        return self.is_answered and (self.answer.sure or known)

    @property
    def is_answered(self) -> bool:
        """Whether the bot would answer if it were mentioned, and nobody else is called."""
        return self.answer.answered and not self.message.calls_others


@cache
def sets() -> Mapping[str, tuple[JudgedMessage, ...]]:
    """Return every set by its name."""
    return {path.stem: tuple(_read(path)) for path in sorted(THREADS.glob("*.jsonl"))}


def handbook(set_name: str, shared: Path) -> Path:
    """Return the folder of the pages that a set is about; those of others are in `shared`."""
    if set_name.startswith("content"):
        return Path(__file__).resolve().parents[3] / "content"
    corpora = (shared / "corpora" / set_name, shared / "training" / "corpora" / set_name)
    return next((folder for folder in corpora if folder.is_dir()), corpora[0])


def looked_up(message: JudgedMessage, generation: Generation) -> Looked:
    """Look a message up as the bot does."""
    answer = ask(generation, message.text, earlier=message.earlier)
    vector = generation.encoder.embed_query(message.text).vector
    return Looked(message=message, answer=answer, vector=tuple(map(float, vector)))


def _read(path: Path) -> Iterator[JudgedMessage]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        author, written = row["message"]
        yield JudgedMessage(
            id=row["id"],
            set_name=path.stem,
            thread=tuple((turn[0], turn[1] if len(turn) > 1 else None) for turn in row["thread"]),
            author=author,
            written=written,
            for_bot=row["for_bot"],
            is_answered=row.get("answered", False),
            quote=row.get("quote", ""),
        )
