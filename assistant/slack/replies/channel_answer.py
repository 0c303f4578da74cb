"""A question of Slack's -> the answer and its message, by the settings of its channel.

What answers is up to `assistant.answer.ask`; here is only what a channel may see of it.
"""

from collections.abc import Callable, Mapping, Sequence
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
    """Answer a question from what a channel may see.

    A sure answer in the sections it prefers is taken before any other.
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


def _both(one: PassageTest, other: PassageTest) -> PassageTest:
    return lambda passage: one(passage) and other(passage)


def notice_of_scope(generation: Generation, name: str | None) -> Citation | None:
    """Return the playbook's own notice of its scope; None where its section is gone."""
    found = section_passages(name, generation.passages) if name else []
    if not found:
        return None
    row = generation.passages.index(found[0])
    hit = Hit(rank=1, row=row, passage=found[0], score=0, fused=0, similarity=0, bm25=0)
    return cite(generation, hit, NOTHING)


def owner_for(
    generation: Generation, settings: Settings, question: SlackQuestion, cited: Sequence[Passage]
) -> str | None:
    """Return who gets what is asked of a person: of the nearest section, the channel, or of all.

    None too where that is a user group, which hears of a question in its thread, and the question
    is not for others to see.
    """
    sections = (
        owner
        for passage in cited
        for name, owner in settings.owners.items()
        if passage in section_passages(name, generation.passages)
    )
    owner = next(sections, settings.of(question.channel).owner)
    unheard = owner and owner.startswith("S") and question.surface == "private"
    return None if unheard else owner


def section_of(generation: Generation, passage_id: str) -> list[Passage]:
    """Return the passages of the section that a passage is of, in order; none where it is gone."""
    found = next((held for held in generation.passages if held.id == passage_id), None)
    if found is None:
        return []
    return [
        held
        for held in generation.passages
        if (held.path, held.headings) == (found.path, found.headings)
    ]


def dates_of(generation: Generation) -> Mapping[str, str]:
    """Return each page's last change as an ISO date, where the index knows it."""
    dates: Mapping[str, str] = getattr(generation.manifest, "dates", {})
    return dates
