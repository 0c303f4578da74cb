"""Questions to try, where Slack shows some beside a conversation with the bot."""

from collections.abc import Sequence

from assistant.slack.views.block_kit.elements import plain
from assistant.slack.views.block_kit.message import MOST_BUTTON

MOST_PROMPTS = 4  # setSuggestedPrompts takes no more


def suggested_prompts(questions: Sequence[str]) -> list[dict[str, str]]:
    """Return at most MOST_PROMPTS questions as setSuggestedPrompts takes them."""
    return [
        {"title": str(plain(question, MOST_BUTTON)["text"]), "message": question}
        for question in questions[:MOST_PROMPTS]
    ]
