"""Asking a person: what the owner gets, and what the thread is told."""

import re

from assistant.answer import Answer
from assistant.phrases.codes import PhraseCode
from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit import action_ids
from assistant.slack.views.block_kit.elements import (
    actions,
    button,
    link,
    person,
    rich_text,
    section,
    text,
)
from assistant.slack.views.block_kit.message import MOST_FALLBACK, Block, Message
from assistant.slack.views.block_kit.safe_text import cut, escaped, escaped_cut, escaped_url
from assistant.slack.views.quoting.quote_block import cited_list
from assistant.slack.views.reply import MOST_NEAREST
from assistant.slack.views.reply_context import ReplyContext
from assistant.slack.views.short_messages import phrase_message

_MOST_WANTED = 600  # characters of the question in the fallback text
MOST_QUESTION = 2_000  # characters; the thread has the rest
_ID = re.compile(r"[A-Z0-9]{1,30}")


def person_request(
    answer: Answer, shown: ReplyContext, *, owner: str, asker: str, permalink: str
) -> Message:
    """Return what an owner gets: who asks what, the near misses, the thread, "Mark as answered".

    `owner` is a user, user group or channel, `asker` a user; `permalink` opens the question, or is
    "" if only the asker sees it. The button carries `shown.answer_id`.
    """
    question = cut(answer.question.strip(), MOST_QUESTION)
    called = [person(owner), text(" ")] if owner.startswith("S") else []  # pings the group
    asks = [*called, person(asker), text(f" {phrase('person_wanted')}")]
    quote: Block = {"type": "rich_text_quote", "elements": [text(question)]}
    thread = [section(link(permalink, phrase("person_thread")))] if permalink else []
    blocks = [rich_text(section(*asks), quote, *thread)]
    blocks += cited_list(phrase("person_near"), answer.citations[:MOST_NEAREST])
    mark = button(
        action_ids.MARK_ANSWERED, phrase("mark_answered"), shown.answer_id, style="primary"
    )
    blocks.append(actions(action_ids.REQUEST, [mark]))
    wanted = escaped_cut(f"{phrase('person_wanted')} {question}", _MOST_WANTED)
    words = f"{_mention(asker)} {wanted}\n{escaped_url(permalink)}"
    return Message(blocks=tuple(blocks), text=words.strip())


def request_closed(request: Message, *, by: str) -> Message:
    """Return the owner's message after user `by` marked it: the user's name replaces the button."""
    kept = [block for block in request.blocks if block.get("type") != "actions"]
    done = rich_text(section(*_by("person_answered", by)))
    return Message(blocks=(*kept, done), text=cut(request.text, MOST_FALLBACK))


def person_asked(owner: str) -> Message:
    """Return what is said where the question was asked, when it has been passed on.

    A user group is not named: its members have been pinged already.
    """
    return phrase_message("person_asked") if owner[:1] == "S" else _named("passed_to", owner)


def person_answered(by: str) -> Message:
    """Return what the thread is told when user `by` has marked the question answered."""
    return _named("person_answered", by)


def _named(code: PhraseCode, who: str) -> Message:
    words = f"{escaped(phrase(code))} {_mention(who)}"
    return Message(blocks=(rich_text(section(*_by(code, who))),), text=words)


def _by(code: PhraseCode, who: str) -> list[Block]:
    return [text(f"{phrase(code)} "), person(who)]


def _mention(who: str) -> str:
    """Return a user, user group or channel as a mention in mrkdwn; "" if it is not an id."""
    if not _ID.fullmatch(who):
        return ""
    return f"<{ {'S': '!subteam^', 'C': '#', 'G': '#'}.get(who[0], '@') }{who}>"
