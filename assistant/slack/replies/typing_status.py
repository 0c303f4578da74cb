"""A line such as "is looking…" while a question waits, if Slack shows one.

Slack shows it in direct messages, the agent view and, since March 2026, in threads of channels
("assistant.threads.setStatus", docs.slack.dev), and removes it when a message follows. A thread of
its own sets it, and leaves it out when busy, so that no answer ever waits for it.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from assistant.phrases.phrasebook import phrase
from assistant.slack.memory.slack_question import SlackQuestion

_log = logging.getLogger(__name__)
_MOST_WAITING = 20


class TypingStatuses:
    """Shows and removes statuses in the threads where questions wait for their reply."""

    def __init__(self, clients: Callable[[str], WebClient]) -> None:
        """Prepare the thread; the first status starts it."""
        self._clients = clients
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="status")
        self._shown: dict[str, Future[None]] = {}  # by question

    def show(self, question: SlackQuestion) -> None:
        """Show that the bot is working on a question, if a reply to it is sure to follow."""
        if _has_a_place(question) and len(self._shown) < _MOST_WAITING:
            shown = self._submit(question, phrase("looking"))
            if shown:
                self._shown[question.id] = shown

    def over(self, question: SlackQuestion) -> None:
        """Note that the reply is next: Slack then removes a status, and we drop one not set yet."""
        shown = self._shown.pop(question.id, None)
        if shown and not shown.done() and not shown.cancel():
            self._submit(question, "")

    def without_reply(self, question: SlackQuestion) -> None:
        """Note that no reply follows after all: a status that may be shown is removed."""
        shown = self._shown.pop(question.id, None)
        if _has_a_place(question) and not (shown and shown.cancel()):
            self._submit(question, "")

    def _submit(self, question: SlackQuestion, status: str) -> "Future[None] | None":
        try:
            return self._thread.submit(self._set, question, status)
        except RuntimeError:  # closed: the process is ending
            return None

    def _set(self, question: SlackQuestion, status: str) -> None:
        try:
            self._clients(question.team).assistant_threads_setStatus(
                channel_id=question.channel, thread_ts=question.thread, status=status
            )
        except (SlackClientError, OSError) as error:
            _log.info("no status: %s", _name(error))

    def close(self) -> None:
        """Drop what is not shown yet; from now on nothing is shown."""
        self._thread.shutdown(wait=True, cancel_futures=True)


def _has_a_place(question: SlackQuestion) -> bool:
    """Return whether a question has a thread that may say a reply is on its way.

    A private question has none, and nor has one asked in App Home; a question that stays without
    reply if it has no answer is promised none.
    """
    return bool(question.thread) and question.surface != "private" and question.insists


def _name(error: Exception) -> Any:
    response = getattr(error, "response", None)
    return response.get("error") if response is not None else type(error).__name__
