"""Real questions that the playbook answers, to show as examples.

They come from the file of judged questions that the settings name; without one, from what people
asked the bot: questions that at least two asked in the same words. Each is answered by the index in
use, without reserve, before it is shown.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from assistant.answer import Answer
from assistant.evaluation.question_file import read_questions
from assistant.evaluation.rows import EvaluationError
from assistant.slack.memory.store import Store
from assistant.slack.replies.channel_answer import answer_in
from assistant.slack.replies.judged_samples import (
    MOST,
    MOST_TRIED,
    Answers,
    fits,
    judged_samples,
    shown_words,
)
from assistant.slack.setup.settings import Settings
from assistant.slack.setup.settings_in_use import SettingsInUse
from index_builder.index.generation import Generation

_log = logging.getLogger(__name__)

PEOPLE = 2  # who must have asked a question in the same words


class _Stopped(Exception):
    """Raised in the thread when the bot stops."""


class SampleQuestions:
    """Finds the questions in a thread of its own, once for each generation of the index."""

    def __init__(self, settings_in_use: SettingsInUse, store: Store) -> None:
        """Prepare the thread; nothing is looked for yet."""
        self._in_use = settings_in_use
        self._store = store
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="samples")
        self._stopped = threading.Event()
        self._found_for = ""  # generation and file of questions that the following are of
        self._judged: tuple[str, ...] | None = None
        self._sure: dict[str, bool] = {}  # by question of people's

    @property
    def _settings(self) -> Settings:
        return self._in_use.now

    def _key(self, generation: Generation) -> str:
        return f"{generation.name} {self._settings.questions}"

    @property
    def from_log(self) -> bool:
        """Whether they are questions that people asked the bot."""
        return self._settings.questions is None

    def known(self, generation: Generation) -> bool:
        """Return whether `when_known` will have the questions at once."""
        return self.from_log or (
            self._found_for == self._key(generation) and self._judged is not None
        )

    def when_known(
        self, generation: Generation, team: str, use: Callable[[tuple[str, ...]], None]
    ) -> None:
        """Let `use` have a workspace's questions, at most MOST, from this class's own thread."""

        def work() -> None:
            try:
                questions = self._questions(generation, team)
            except _Stopped:
                return
            except Exception:  # noqa: BLE001 - the outer edge of a thread: nobody waits for these
                _log.exception("no sample questions")
                questions = ()
            use(questions)

        try:
            self._thread.submit(work)
        except RuntimeError:  # closed: the process is ending
            _log.info("no sample questions any more")

    def close(self) -> None:
        """Stop looking, after the question in progress."""
        self._stopped.set()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _questions(self, generation: Generation, team: str) -> tuple[str, ...]:
        if self._key(generation) != self._found_for:
            self._judged, self._sure = None, {}
            self._found_for = self._key(generation)
        if self._settings.questions is None:
            return self._asked(generation, team)
        if self._judged is None:
            try:
                judged = read_questions(self._settings.questions)
            except EvaluationError as error:
                _log.warning("no sample questions: %s", error)
                judged = ()
            self._judged = judged_samples(judged, generation, self._answers(generation))
        return self._judged

    def _asked(self, generation: Generation, team: str) -> tuple[str, ...]:
        answers, found = self._answers(generation), []
        for question in asked_alike(self._store.answered_questions(team))[:MOST_TRIED]:
            if question not in self._sure:
                self._sure[question] = answers(question).sure
            found += [question] if self._sure[question] else []
            if len(found) == MOST:
                break
        return tuple(found)

    def _answers(self, generation: Generation) -> Answers:
        def answer(question: str) -> Answer:
            if self._stopped.is_set():
                raise _Stopped
            return answer_in(generation, self._settings.default, question)

        return answer


def asked_alike(asked: Sequence[tuple[str, str, bool]]) -> list[str]:
    """Return the questions that several people asked in the same words, most people first.

    Each of `asked`, oldest first, is a question, who asked it, and whether its answer was fine;
    upper and lower case and white space make no difference. If one answer was not fine, none is.
    """
    people: dict[str, set[str]] = {}
    words: dict[str, str] = {}
    refused = set()
    for question, asker, fine in asked:
        shown = shown_words(question)
        key = shown.casefold()
        words.setdefault(key, shown)
        people.setdefault(key, set()).add(asker)
        refused |= set() if fine else {key}
    kept = [
        key
        for key, askers in people.items()
        if len(askers) >= PEOPLE and key not in refused and fits(words[key])
    ]
    kept.sort(key=lambda key: -len(people[key]))  # stable: the older first
    return [words[key] for key in kept]
