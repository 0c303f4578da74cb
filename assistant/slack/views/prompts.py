"""Questions to try, from the content's own headings."""

from collections.abc import Sequence
from dataclasses import dataclass

from index_builder.passage import Passage

MOST_PROMPTS = 4  # setSuggestedPrompts takes no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A suggested prompt: what is shown, and what is asked when it is chosen."""

    title: str
    message: str


def sample_questions(passages: Sequence[Passage], most: int = MOST_PROMPTS) -> tuple[str, ...]:
    """Return questions that the content answers, from different pages, the same every time."""
    return tuple(dict.fromkeys(held.headings[-1] for held in passages if held.headings))[:most]


def suggested_prompts(passages: Sequence[Passage]) -> tuple[Prompt, ...]:
    """Return at most MOST_PROMPTS prompts."""
    return tuple(Prompt(title=held, message=held) for held in sample_questions(passages))
