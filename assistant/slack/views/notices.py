"""What is said beside an answer or a no: the playbook's scope, the channel's limits."""

from collections.abc import Sequence

from assistant.answering.citation import Citation
from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit.elements import (
    link,
    rich_text,
    section,
    small_print,
    text,
)
from assistant.slack.views.block_kit.message import Block
from assistant.slack.views.block_kit.safe_text import cut
from assistant.slack.views.quoting.passage_parts import passage_parts
from assistant.slack.views.quoting.quote_block import citation_url
from assistant.slack.views.reply_context import ReplyContext

MOST_NOTICE = 600  # characters of the one sentence; a longer one is cut
MOST_EXTRA = 500
MOST_SECTIONS = 3  # titles named
_MOST_TITLE = 100


def notices(shown: ReplyContext) -> list[Block]:
    """Return the first sentence of the playbook's notice of scope, and the channel's notice."""
    blocks: list[Block] = []
    if shown.notice:
        blocks += _scope(shown.notice)
    if shown.extra_notice:
        blocks.append(small_print(cut(shown.extra_notice, MOST_EXTRA)))
    return blocks


def _scope(notice: Citation) -> list[Block]:
    """Return one sentence, after a link that says what it is and opens its section."""
    parts = passage_parts(notice.passage)
    said = (part.words for part in parts if part.kind == "text" and not part.words.endswith(":"))
    first = next(said, "")
    label = link(citation_url(notice), phrase("scope"))
    return [rich_text(section(label, text(f" {cut(first, MOST_NOTICE)}")))] if first else []


def limited_words(shown: ReplyContext) -> str:
    """Return the no of a channel that is answered only from some sections of the playbook."""
    named = _named(shown.limited_to)
    where = phrase("limited_to", sections=named) if named else phrase("limited")
    return f"{where} {phrase('limited_direct')}" if shown.whole_directly else where


def _named(titles: Sequence[str]) -> str:
    named = ", ".join(cut(title, _MOST_TITLE) for title in titles[:MOST_SECTIONS])
    return phrase("and_others", sections=named) if len(titles) > MOST_SECTIONS else named
