"""A question asked in Slack, and the reply it got."""

from dataclasses import dataclass
from typing import Literal

# Where a question was asked: in a channel; in a direct message or the agent view; or by a slash
# command or message shortcut, so that only the asker sees the reply.
Surface = Literal["channel", "direct", "private"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackQuestion:
    """What somebody asked, and where the reply belongs."""

    id: str  # also the reply's id, which its buttons carry
    team: str
    channel: str
    ts: str  # of the message; if there is none, a key that is just as unique
    thread: str  # ts of the thread's first message, maybe this one; "" if the reply opens it
    asker: str  # user id
    text: str
    surface: Surface
    insists: bool  # a reply is due even if it is a no
    # How likely it was meant for the bot (`asking.addressee.address_score`); counts unless it
    # insists.
    addressed: float = 0.0
    response_url: str = ""  # where a private reply goes; valid for 30 minutes
    at: float  # when it came, in seconds since 1970

    @property
    def queue(self) -> str:
        """The queue that its reply waits in: Slack limits posts by channel."""
        private = f"/{self.asker}" if self.surface == "private" else ""
        return f"{self.team}/{self.channel}{private}"

    @property
    def shows_asker(self) -> bool:
        """Whether the reply has to say who asked, since the question can't be seen there."""
        return not self.thread and self.surface != "private"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedReply:
    """A question and the reply it got."""

    question: SlackQuestion
    reply_ts: str = ""  # "" before it is posted, and if only the asker sees it
    generation: str  # of the index that answered
    passages: tuple[str, ...]  # ids of the passages cited, the answer first
    quoted: str  # the first citation's words, to compare with later
    answered: bool  # False for an honest no
    leads_on: bool  # a follow-up could go on from the question


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAsked:
    """A question that was passed on to a person."""

    owner: str  # a user, user group or channel
    asker: str  # user id of whoever passed it on
    answered_by: str  # user id, or "" while it is open
    channel: str = ""  # where the owner's message is; "" before it is posted
    ts: str = ""
    message: str = ""  # the owner's message, as JSON
    told_channel: str = ""  # where the asker is told that it was passed on; "" if that can't change
    told_ts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What somebody thinks of a reply."""

    verdict: str  # "helpful", "not_helpful", or what is wrong
    comment: str  # "" if none was given
