"""Questions to try, from the content's own headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, zip_longest

from assistant.english.closed_words import content_words
from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit.message import MOST_BUTTON
from assistant.slack.views.block_kit.safe_text import visible
from index_builder.index.passage import Passage

MOST_PROMPTS = 4  # setSuggestedPrompts takes no more
_FEWEST_WORDS = 2  # content words: "Overview" or "Step 1" asks nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A suggested prompt: what is shown, and what is asked when it is chosen."""

    title: str
    message: str


def suggested_prompts(passages: Sequence[Passage]) -> tuple[Prompt, ...]:
    """Return at most MOST_PROMPTS prompts, from different pages if possible.

    The same passages give the same prompts. Each asks for what a heading's own section says.
    """
    headings = islice(_in_turn(passages), MOST_PROMPTS)
    return tuple(Prompt(title=heading, message=_question(heading)) for heading in headings)


def sample_question(passages: Sequence[Passage]) -> str | None:
    """Return a question that the content answers, if there is one."""
    return next((prompt.message for prompt in suggested_prompts(passages)), None)


def _question(heading: str) -> str:
    asks = heading.endswith("?")
    return heading if asks else phrase("sample", heading=heading.rstrip(".:;, "))


def _in_turn(passages: Sequence[Passage]) -> Iterator[str]:
    """Yield headings that ask for something: the first of each page, then the second of each."""
    pages = groupby(passages, key=lambda passage: passage.path)
    columns = [list(dict.fromkeys(_telling(list(of_page)))) for _, of_page in pages]
    turns = (heading for row in zip_longest(*columns) for heading in row if heading)
    return iter(dict.fromkeys(turns))


def _telling(passages: Sequence[Passage]) -> Iterator[str]:
    for passage in passages:
        heading = visible(passage.headings[-1]) if passage.headings else ""
        short = len(heading) <= MOST_BUTTON and "\n" not in heading
        if passage.anchor and short and len(set(content_words(heading))) >= _FEWEST_WORDS:
            yield heading
