"""What a reply cited, found again in the index in use."""

from assistant.slack.memory.slack_question import RecordedReply
from index_builder.index.generation import Generation
from index_builder.index.passage import Passage


def first_cited(generation: Generation, reply: RecordedReply | None) -> Passage | None:
    """Return the passage that a reply cited first; None if the reply or the passage is gone."""
    first = reply.passages[0] if reply and reply.passages else None
    return next((passage for passage in generation.passages if passage.id == first), None)
