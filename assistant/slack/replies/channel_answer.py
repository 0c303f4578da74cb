"""A question asked in Slack -> its answer, by the settings of its channel.

`assistant.answer.ask` decides what answers; this file only applies a channel's settings.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from assistant.answer import Answer, ask
from assistant.answering.citation import Citation, cite
from assistant.answering.marking import NOTHING
from assistant.answering.retrieval import Hit
from assistant.slack.memory.slack_question import SlackQuestion
from assistant.slack.setup.named_sections import in_sections, section_passages
from assistant.slack.setup.settings import ChannelSettings, Settings
from index_builder.index.generation import Generation
from index_builder.index.passage import Passage

PassageTest = Callable[[Passage], bool]


def answer_in(
    generation: Generation, channel: ChannelSettings, question: str, earlier: Sequence[str] = ()
) -> Answer:
    """Answer a question from the sections that a channel may see.

    A sure answer from the sections that the channel prefers comes before any other.
    """
    allowed = _within(generation, channel.sections) if channel.sections else None
    if channel.prefers:
        near = _within(generation, channel.prefers)
        both = near if allowed is None else _both(near, allowed)
        preferred = ask(generation, question, channel.passages, earlier=earlier, allowed=both)
        if preferred.sure:
            return preferred
    return ask(generation, question, channel.passages, earlier=earlier, allowed=allowed)


@lru_cache(maxsize=64)  # a few channels with settings of their own, times two generations
def _within(generation: Generation, names: tuple[str, ...]) -> PassageTest:
    return in_sections(names, generation.passages)


def _both(first: PassageTest, second: PassageTest) -> PassageTest:
    return lambda passage: first(passage) and second(passage)


def notice_of_scope(generation: Generation, name: str | None) -> Citation | None:
    """Return the playbook's own notice of its scope; None if it has none or its section is gone."""
    passages = section_passages(name, generation.passages) if name else []
    if not passages:
        return None
    row = generation.passages.index(passages[0])
    hit = Hit(rank=1, row=row, passage=passages[0], score=0, fused=0, similarity=0, bm25=0)
    return cite(generation, hit, NOTHING)


def owner_for(
    generation: Generation, settings: Settings, question: SlackQuestion, cited: Sequence[Passage]
) -> str | None:
    """Return who is asked: a cited section's owner, else the channel's, else the default; or None.

    A user group is asked in the thread. In a direct message it would not see that, and a private
    question has no thread, so neither gets such an owner.
    """
    sections = (
        owner
        for passage in cited
        for name, owner in settings.owners.items()
        if passage in section_passages(name, generation.passages)
    )
    owner = next(sections, settings.of(question.channel).owner)
    unheard = owner and owner.startswith("S") and question.surface != "channel"
    return None if unheard else owner
