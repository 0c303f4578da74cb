"""From a question that was taken to its one reply, in the channel's order."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from slack_sdk import WebClient

from assistant.slack.memory.slack_question import RecordedReply, SlackQuestion
from assistant.slack.memory.store import Store
from assistant.slack.metrics import Metrics
from assistant.slack.replies.channel_queues import ChannelQueues
from assistant.slack.replies.composing import Composing, Prepared
from assistant.slack.replies.delivery import Posted, Posting, Undeliverable
from assistant.slack.replies.sending import (
    deleting,
    in_place_of,
    in_thread,
    removing,
    responding,
    to_one,
    where_posted,
)
from assistant.slack.replies.typing_status import TypingStatuses
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.change_note import quoted_words
from assistant.slack.views.short_messages import phrase_message

_log = logging.getLogger(__name__)

# With so many questions waiting in a channel, the bot asks for a moment's patience: at two dozen
# milliseconds each, the last one waits nearly a second, and Slack takes about one post a second.
MANY = 30
MANY_LIMITED = 5  # the same, once Slack has asked us to wait
_MOMENT_AGAIN = 600.0  # seconds; all that comes within them is one burst


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What an edit made of a message that was taken as a question."""

    team: str
    channel: str
    ts: str
    text: str
    wanted: bool  # False: as it is now, it would get no reply
    insists: bool  # as in `SlackQuestion`
    addressed: float  # as in `SlackQuestion`

    @property
    def place(self) -> tuple[str, str, str]:
        """Which message it is."""
        return (self.team, self.channel, self.ts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replying:
    """Takes questions and makes sure that each gets its reply."""

    composing: Composing
    store: Store
    queues: ChannelQueues
    metrics: Metrics
    statuses: TypingStatuses
    clients: Callable[[str], WebClient]  # by team
    clock: Callable[[], float]  # seconds since 1970

    def take(self, question: SlackQuestion, event: str) -> bool:
        """Take a question, unless it or its event has come before; the reply follows in turn."""
        if not self.store.take(question, event):
            self.metrics.repeats.inc()
            return False
        self.begin(question)
        return True

    def begin(self, question: SlackQuestion, *, maybe_there: bool = False) -> None:
        """Start on a question that this process owns; if `maybe_there`, it may have its reply."""
        self.statuses.show(question)
        if self.queues.put(question.queue, _Reply(self, question, maybe_there=maybe_there)) >= MANY:
            self._say_a_moment(question)

    def edit(self, edited: Edited) -> None:
        """Treat an edited question as if it had been asked so, in place of the reply it has."""
        self.queues.put(f"{edited.team}/{edited.channel}", _Edit(self, edited))

    def again(self, question: SlackQuestion) -> None:
        """Start once more on a question that has no reply which others see."""
        question = replace(question, at=self.clock())
        if self.store.again(question):
            self.begin(question)

    def withdraw(self, team: str, channel: str, ts: str) -> None:
        """Give a deleted question no reply, or delete the reply it has by its turn."""
        self.store.withdraw(team, channel, ts, self.clock())
        self.queues.put(f"{team}/{channel}", _Withdrawal(self, (team, channel, ts)))

    def posting(self, question: SlackQuestion, prepared: Prepared, *, maybe_there: bool) -> Posting:
        """Return what posts a reply where the question was asked."""
        message = prepared.message
        if message is None:
            raise ValueError("nothing to post")
        if question.surface == "private":
            return Posting(responding(question.response_url), message)
        client = self.clients(question.team)
        if prepared.only_to_asker:
            place = (question.channel, question.thread if question.thread != question.ts else "")
            return Posting(to_one(client, *place, question.asker), message)
        return Posting(
            in_thread(client, question.channel, question.thread),
            message,
            find=lambda: where_posted(client, question, message),
            maybe_there=maybe_there,
            limited=lambda: self._limited(question),
        )

    def finish(self, question: SlackQuestion, prepared: Prepared, posted: Posted) -> None:
        """Remember where a reply was posted; outside a thread it starts one.

        A question that got only an apology is noted as failed.
        """
        answer = prepared.answer
        if answer is None:
            self.store.failed(question, posted.ts)
            return
        if not question.thread and posted.ts:
            question = replace(question, channel=posted.channel, thread=posted.ts)
        self.store.posted(question, posted.ts)
        self.metrics.questions.labels(answer.reason or "answered").inc()
        self.metrics.seconds.observe(max(0.0, self.clock() - question.at))

    def _limited(self, question: SlackQuestion) -> None:
        self.metrics.limited.inc()
        if self.queues.waiting(question.queue) >= MANY_LIMITED:
            self._say_a_moment(question)

    def _say_a_moment(self, question: SlackQuestion) -> None:
        """Tell a busy channel, once per burst, that questions are queued."""
        if question.surface == "private" or not question.insists:
            return
        if not self.store.first_since(f"moment {question.queue}", self.clock(), _MOMENT_AGAIN):
            return
        thread = question.thread if question.thread != question.ts else ""
        send = in_thread(self.clients(question.team), question.channel, thread)
        self.queues.put(question.queue, Aside(Posting(send, phrase_message("moment"))), first=True)


class _Reply:
    """A question's turn: prepared once, posted when Slack allows it."""

    def __init__(self, replying: Replying, question: SlackQuestion, *, maybe_there: bool) -> None:
        self._replying = replying
        self._question = question
        self._maybe_there = maybe_there
        self._prepared: Prepared | None = None
        self._posting: Posting | None = None

    def __call__(self) -> None:
        replying, question = self._replying, self._question
        if self._prepared is None:
            self._prepared = replying.composing.prepare(question)
        message = self._prepared.message
        if message is None:
            replying.statuses.without_reply(question)
            replying.store.silent(question)
            replying.metrics.questions.labels("silent").inc()
            return
        if not replying.store.posting(recorded_reply(question, self._prepared)):
            replying.statuses.without_reply(question)
            return
        if self._prepared.only_to_asker:  # Slack removes a status only when a message follows
            replying.statuses.without_reply(question)
        else:
            replying.statuses.over(question)
        if self._posting is None:
            self._posting = replying.posting(
                question, self._prepared, maybe_there=self._maybe_there
            )
        try:
            replying.finish(question, self._prepared, self._posting())
            self._tell_sharer(delivered=True)
        except Undeliverable:
            replying.statuses.without_reply(question)
            replying.metrics.errors.inc()
            replying.store.failed(question)
            self._tell_sharer(delivered=False)

    def _tell_sharer(self, *, delivered: bool) -> None:
        """Remove the private reply that was shared, or say why it could not be shared."""
        url = self._question.response_url
        if not url or self._question.surface == "private":
            return
        send = removing(url) if delivered else responding(url)
        if not delivered:  # once the bot is in the channel, the button works
            self._replying.store.untake(self._question, self._question.ts)
        work = Aside(Posting(send, phrase_message("not_a_member")))
        self._replying.queues.put(f"{self._question.team}/{self._question.asker}", work)


class _Edit:
    """An edited question's turn: only now, after all earlier replies, is its own looked up.

    What would now get no reply loses the one it has, and what had none but asks now gets one.
    """

    def __init__(self, replying: Replying, edited: Edited) -> None:
        self._replying = replying
        self._edited = edited
        self._work: Callable[[], None] | None = None

    def __call__(self) -> None:
        if self._work is None:
            reply = self._replying.store.reply_to(*self._edited.place)
            posted = reply is not None and reply.reply_ts
            self._work = self._corrected(reply) if reply and posted else self._asked_now
        self._work()

    def _asked_now(self) -> None:
        question = self._replying.store.unseen(*self._edited.place)
        if question and self._edited.insists and question.text != self._edited.text:
            self._replying.again(self._as_edited(question))

    def _as_edited(self, question: SlackQuestion) -> SlackQuestion:
        edited = self._edited
        return replace(
            question, text=edited.text, insists=edited.insists, addressed=edited.addressed
        )

    def _corrected(self, reply: RecordedReply) -> Callable[[], None]:
        replying = self._replying
        question = self._as_edited(reply.question)
        if not self._edited.wanted:
            return _Withdrawal(replying, self._edited.place)
        if question.text == reply.question.text:
            return _nothing
        prepared = replying.composing.prepare(question)
        if prepared.answer is None:
            return _nothing
        if prepared.only_to_asker:
            return self._told_privately(question)
        if prepared.message is None:
            # Whoever insists gets none only if the channel has been switched off meanwhile.
            return _nothing if question.insists else _Withdrawal(replying, self._edited.place)
        client = replying.clients(question.team)
        send = in_place_of(client, question.channel, reply.reply_ts)
        posting = Posting(send, prepared.message)

        def work() -> None:
            Aside(posting)()
            replying.store.corrected(recorded_reply(question, prepared))

        return work

    def _told_privately(self, question: SlackQuestion) -> Callable[[], None]:
        withdrawal = _Withdrawal(self._replying, self._edited.place, for_good=False)

        def work() -> None:
            withdrawal()
            self._replying.again(question)

        return work


def _nothing() -> None:
    pass


class _Withdrawal:
    """A question's turn to be taken back: its reply, if it has been posted by now, is deleted.

    Unless the question will be asked again, whoever it was passed on to is told as well, and
    nothing of it is kept.
    """

    def __init__(
        self, replying: Replying, place: tuple[str, str, str], *, for_good: bool = True
    ) -> None:
        self._replying = replying
        self._place = place
        self._for_good = for_good
        self._posting: Posting | None = None

    def __call__(self) -> None:
        if self._posting is None:
            reply = self._replying.store.reply_to(*self._place)
            if reply is None:
                return
            if reply.reply_ts:
                client = self._replying.clients(reply.question.team)
                send = deleting(client, reply.question.channel, reply.reply_ts)
                self._posting = Posting(send, _NOTHING)
            if self._for_good:
                self._take_back_request(reply.question)
                self._replying.store.removed(reply.question.id)
        if self._posting:
            Aside(self._posting)()

    def _take_back_request(self, question: SlackQuestion) -> None:
        """Replace what the person got, and delete the note that it was passed on."""
        request = self._replying.store.person_asked(question.id)
        if request is None:
            return
        client, work = self._replying.clients(question.team), []
        if request.ts:
            send = in_place_of(client, request.channel, request.ts)
            work.append(Posting(send, phrase_message("desk_deleted")))
        if request.told_ts:
            send = deleting(client, request.told_channel, request.told_ts)
            work.append(Posting(send, _NOTHING))
        for posting in work:
            self._replying.queues.put(question.queue, Aside(posting))


_NOTHING = Message(blocks=(), text="")  # for a call that sends no message


def recorded_reply(question: SlackQuestion, prepared: Prepared) -> RecordedReply:
    """Return what is remembered of a reply."""
    answer = prepared.answer
    first = answer.citations[0] if answer and answer.answered else None
    return RecordedReply(
        question=question,
        generation=prepared.generation,
        passages=tuple(citation.passage.id for citation in answer.citations) if answer else (),
        quoted=quoted_words(first) if first else "",
        answered=bool(first),
        # A follow-up can't go on from thanks or a pasted page.
        leads_on=bool(answer and answer.confidence),
    )


class Aside:
    """A message that is not a reply: if it can't be delivered, that is only logged."""

    def __init__(self, posting: Posting) -> None:
        """Prepare the message."""
        self._posting = posting

    def __call__(self) -> None:
        """Send it."""
        try:
            self._posting()
        except Undeliverable as error:
            _log.info("[%s] given up", error.reference)
