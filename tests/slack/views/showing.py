"""Answers made by hand over any passages, and what people read of a message."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from assistant.answer import Answer
from assistant.answering.citation import Citation
from assistant.answering.confidence import Confidence, Reason
from assistant.answering.retrieval import Hit
from assistant.slack.views.block_kit.message import Block, Message
from assistant.slack.views.reply_context import ReplyContext
from index_builder.index.passage import Passage, Sentence

SHOWN = ReplyContext(answer_id="q1")
FULL = ReplyContext(answer_id="q1", has_owner=True, shareable=True)


def citation(passage: Passage, *marks: Sentence, row: int = 0, link: str | None = None) -> Citation:
    """A citation of a passage, its address as the link."""
    hit = Hit(rank=1, row=row, passage=passage, score=0.8, fused=1, similarity=0.8, bm25=1)
    return Citation(hit=hit, marks=marks, link=passage.address if link is None else link)


def answer(
    *citations: Citation,
    question: str = "How is this done?",
    reason: Reason | None = None,
    sure: bool = True,
    continued: Sequence[Citation] = (),
    contact: Citation | None = None,
    **fields: Any,
) -> Answer:
    """An answer of the first citation, or a no."""
    defaults: dict[str, Any] = {
        "changed": False,
        "searched": question,
        "own": question,
        "earlier": (),
        "confidence": Confidence(likeness=0.8, weighed=0.8) if citations else None,
        "at_least": 0.25,
        "considered": (),
    }
    return Answer(
        question=question,
        reason=reason,
        sure=sure,
        citations=citations,
        continued=tuple(continued),
        contact=contact,
        **{**defaults, **fields},
    )


def walked(held: Any) -> Iterator[Block]:
    """Yield every object of Block Kit JSON."""
    if isinstance(held, dict):
        yield held
        held = held.values()
    if isinstance(held, Iterable) and not isinstance(held, str):
        for inner in held:
            yield from walked(inner)


def texts(held: Any) -> list[str]:
    """Every text that is shown, in order."""
    return [one["text"] for one in walked(held) if isinstance(one.get("text"), str)]


def elements(blocks: Iterable[Block], *kinds: str) -> list[Block]:
    """Elements of rich text of these kinds, such as "rich_text_quote"."""
    return [one for one in walked(list(blocks)) if one.get("type") in kinds]


BEHIND_A_BAR = ("rich_text_quote", "rich_text_list", "rich_text_preformatted")


def quote(blocks: Iterable[Block]) -> str:
    """The words of a quote: what stands behind the bar, and its table's rows."""
    return "\n".join(words for block in blocks for words in _quoted(block))


def _quoted(block: Block) -> Iterator[str]:
    for row in block["rows"] if block["type"] == "table" else ():
        yield " | ".join("".join(texts(cell)).strip() for cell in row)
    for one in elements([block], *BEHIND_A_BAR):
        if _has_bar(one):
            yield "".join(texts(one))


def _has_bar(held: Block) -> bool:
    return held["type"] == "rich_text_quote" or held.get("border") == 1


def bold(blocks: Iterable[Block]) -> str:
    """The bold words of a quote."""
    held = [
        one
        for one in elements(blocks, *BEHIND_A_BAR, "table")
        if one["type"] == "table" or _has_bar(one)
    ]
    words = [one for one in walked(held) if one.get("type") in ("text", "link") and "style" in one]
    return " ".join(one["text"] for one in words if one["style"].get("bold"))


def buttons(message: Message) -> list[str]:
    """The action ids of what can be pressed in a message."""
    pressed = elements(message.blocks, "button", "overflow", "feedback_buttons")
    return [one["action_id"] for one in pressed]


def letters(text: str) -> str:
    """Letters and figures alone."""
    return "".join(char for char in text if char.isalnum())
