"""A note in a thread whose answer the playbook no longer gives in the same words."""

from assistant.citing import Citation
from assistant.slack.views.elements import line
from assistant.slack.views.message import Message
from assistant.slack.views.shown import Shown


def quoted_words(citation: Citation) -> str:
    """Return the words that a citation shows: what is kept, to compare with later."""
    return citation.passage.text


def change_note(before: str, after: Citation | None, shown: Shown) -> Message:
    """Return the note: what was quoted (`quoted_words`) against what stands there now.

    `after` is None where nothing stands there any more.
    """
    words = shown.phrases["content_changed"]
    return Message(blocks=(line(words),), text=words)
