"""A question as Slack brought it, and what became of it."""

from dataclasses import dataclass
from typing import Literal

# Where it was asked: in a channel, in a direct message or the agent view, or where only the asker
# sees the reply (a slash command, a message shortcut).
Surface = Literal["channel", "direct", "private"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackQuestion:
    """What somebody asked, and where the reply belongs."""

    id: str  # the reply's too: its buttons carry it
    team: str
    channel: str
    ts: str  # of the message; of what has none, a key that is as unique
    thread: str  # ts of the message that the thread hangs under; "" where the reply opens one
    asker: str  # user id
    text: str
    surface: Surface
    insists: bool  # a reply is due even if it is a no
    response_url: str = ""  # where a private reply goes; it holds for 30 minutes
    at: float  # seconds since 1970, when it came

    @property
    def lane(self) -> str:
        """What its reply must keep the order of: Slack limits posts by channel."""
        own = f"/{self.asker}" if self.surface == "private" else ""
        return f"{self.team}/{self.channel}{own}"

    @property
    def shows_asker(self) -> bool:
        """Whether the reply has to say who asked, as the question is not to be seen there."""
        return not self.thread and self.surface != "private"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedReply:
    """A question and the reply it got."""

    question: SlackQuestion
    reply_ts: str = ""  # "" before it is posted, and where only the asker sees it
    generation: str  # the one that was asked
    passages: tuple[str, ...]  # ids of those cited, the answer first
    quoted: str  # the first citation's words, to compare with later ones
    answered: bool  # False for an honest no
    leads_on: bool  # a follow-up could go on from the question
