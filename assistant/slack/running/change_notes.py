"""A note in a thread when the content that answered there has changed."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from assistant.answering.citation import Citation, cite
from assistant.answering.marking import NOTHING
from assistant.answering.retrieval import Hit
from assistant.slack.bot import Bot
from assistant.slack.memory.slack_question import RecordedReply
from assistant.slack.memory.store import keep_from
from assistant.slack.replies.sending import in_thread
from assistant.slack.views.change_note import change_note, quoted_words
from index_builder.index.changes import compare_passages
from index_builder.index.generation import Generation
from index_builder.index.passage import Passage

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeNotes:
    """Tells threads that their answer has changed, if the channel's settings want it."""

    bot: Callable[[], Bot]

    def changed(self, old: Generation, new: Generation) -> None:
        """Post at most one note in each thread about what the new generation changed."""
        bot = self.bot()
        became = {
            change.before.id: change.after
            for change in compare_passages(old.passages, new.passages)
            if change.before and change.kind in ("edited", "removed")
        }
        threads: set[tuple[str, str, str]] = set()
        for reply in bot.store.answers_since(keep_from(bot.clock(), bot.settings.keep_days)):
            question = reply.question
            place = (question.team, question.channel, question.thread)
            channel = bot.settings.of(question.channel)
            if place in threads or not channel.change_notes or channel.mode == "off":
                continue
            if reply.passages and reply.passages[0] in became:
                threads.add(place)
                self._note(bot, new, reply, became[reply.passages[0]])

    def _note(
        self, bot: Bot, new: Generation, reply: RecordedReply, passage: Passage | None
    ) -> None:
        """Post one note; of the processes that share the memory, only the first does."""
        question = reply.question
        after = _citation(new, passage) if passage else None
        quoted = quoted_words(after) if after else ""
        key = f"note {question.id} {passage.id if passage else new.name}"
        if quoted == reply.quoted or not bot.store.first(key, bot.clock()):
            return
        send = in_thread(bot.clients(question.team), question.channel, question.thread)
        bot.tell(f"{question.team}/{question.channel}", send, change_note(reply.quoted, after))
        bot.store.requote(question.id, passage.id if passage else "", quoted)
        _log.info("thread of question %s was told of a change", question.id)


def _citation(generation: Generation, passage: Passage) -> Citation:
    row = generation.passages.index(passage)
    hit = Hit(rank=1, row=row, passage=passage, score=0, fused=0, similarity=0, bm25=0)
    return cite(generation, hit, NOTHING)
