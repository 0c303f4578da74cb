"""Asking a person: what the owner gets, and what the thread is told."""

import re
from dataclasses import dataclass

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
from assistant.slack.views.block_kit.message import (
    MOST_FALLBACK,
    MOST_TEXT,
    Block,
    Message,
    text_size,
)
from assistant.slack.views.block_kit.safe_text import cut, escaped, escaped_cut, escaped_url
from assistant.slack.views.change_note import quoted_words
from assistant.slack.views.feedback import VERDICTS
from assistant.slack.views.listed import nearest
from assistant.slack.views.quoting.labelled import labelled
from assistant.slack.views.quoting.passage_parts import passage_parts
from assistant.slack.views.quoting.quote_block import citation_link, cited_list, quote_block
from assistant.slack.views.reply_context import ReplyContext
from assistant.slack.views.short_messages import phrase_message

_MOST_WANTED = 600  # characters of the question in the fallback text
MOST_QUESTION = 2_000  # characters; the thread has the rest
MOST_SHOWN = 1_500  # characters of the passage that the asker was shown; its link opens the rest
MOST_COMMENT = 500
MOST_DESK_ANSWER = 3_000  # characters; as many as Slack's text field takes
_ID = re.compile(r"[A-Z0-9]{1,30}")
_ADDRESS = re.compile(r"(https?://[^\s<>]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What became of a question before it was passed on to a person."""

    looked_up: bool = True  # False: somebody only asked for a person
    answered: bool  # the asker was shown a passage as the answer; False: a no
    quoted: str = ""  # the words of that passage (`quoted_words`)
    verdict: str = ""  # what was thought of it: see `feedback.py`; "" if nobody has said
    comment: str = ""  # and why, in somebody's own words


def person_request(
    answer: Answer,
    shown: ReplyContext,
    *,
    owner: str,
    asker: str,
    permalink: str,
    channel: str = "",
    happened: Happened | None = None,
) -> Message:
    """Return what an owner gets: who asks what and where, what they were told, the button.

    `owner` is a user, user group or channel, `asker` a user; `channel` is where it was asked, or
    "" if only the asker can read there; `permalink` opens the question, or is "". Without
    `happened` the answer is what the asker was shown. The button carries `shown.answer_id`.
    """
    happened = happened or _as_answered(answer)
    question = cut(answer.question.strip(), MOST_QUESTION)
    called = [person(owner), text(" ")] if owner.startswith("S") else []  # pings the group
    place = [text(f" {phrase('person_in')} "), person(channel)] if channel else []
    wants = _wants(happened)
    asks = section(*called, person(asker), *place, text(f" {phrase(wants)}"))
    where = [section(link(permalink, phrase("person_thread")))] if permalink else []
    if not channel:
        where = [section(text(phrase("person_private")))]
    head = rich_text(asks, _quoted([text(question)]), *_opinion(happened), *where)
    mark = button(
        action_ids.MARK_ANSWERED, phrase("mark_answered"), shown.answer_id, style="primary"
    )
    row = actions(action_ids.REQUEST, [mark])
    told = _told(answer, happened, MOST_TEXT - text_size([head, row]))
    words = escaped_cut(f"{phrase(wants)} {question}", _MOST_WANTED)
    at = f" {phrase('person_in')} {_mention(channel)}" if channel else ""
    fallback = f"{_mention(asker)}{at} {words}\n{escaped_url(permalink)}".strip()
    return Message(blocks=(head, *told, row), text=fallback)


def _wants(happened: Happened) -> PhraseCode:
    if not happened.looked_up:
        return "person_talk"
    return "person_shown" if happened.answered else "person_wanted"


def _as_answered(answer: Answer) -> Happened:
    quoted = quoted_words(answer.citations[0]) if answer.answered else ""
    return Happened(answered=answer.answered, quoted=quoted)


def _opinion(happened: Happened) -> list[Block]:
    """Return what was thought of the passage; nobody is named, as nobody was when they said it."""
    if not happened.verdict or not happened.answered:
        return []
    if happened.verdict == "helpful":
        return [section(text(phrase("person_helpful")))]
    said = [text(phrase("person_not_helpful"))]
    reason = next((phrase(code) for code in VERDICTS if code == happened.verdict), "")
    if reason:
        said.append(text(f" {phrase('person_why')} {reason}"))
    comment = [text(cut(happened.comment, MOST_COMMENT))] if happened.comment else []
    return [section(*said), *([_quoted(comment)] if comment else [])]


def _told(answer: Answer, happened: Happened, room: int) -> list[Block]:
    """Return the passage that the asker was shown or, after a no, links to the nearest ones."""
    if not happened.looked_up:
        return []
    if not happened.answered:
        return cited_list(phrase("person_near"), nearest(answer))
    title = section(text(phrase("person_was_shown"), bold=True))
    most = min(MOST_SHOWN, room - text_size(title))
    same = (one for one in answer.citations if quoted_words(one) == happened.quoted)
    first = next(same, None)
    if first is None:  # the playbook has changed since
        return [rich_text(title, _quoted([text(cut(happened.quoted, most))]))]
    parts = labelled(passage_parts(first.passage, first.marks))
    quote = quote_block(citation_link(first), first.passage, parts, most)
    return [rich_text(title, *quote["elements"])]


def _quoted(elements: list[Block]) -> Block:
    return {"type": "rich_text_quote", "elements": elements}


def request_closed(request: Message, *, by: str) -> Message:
    """Return the owner's message after user `by` marked it: the user's name replaces the button."""
    kept = [block for block in request.blocks if block.get("type") != "actions"]
    done = rich_text(section(*_by("person_answered", by)))
    return Message(blocks=(*kept, done), text=cut(request.text, MOST_FALLBACK))


def person_asked(owner: str, *, answer_id: str = "") -> Message:
    """Return what is said where the question was asked, when it has been passed on.

    With `answer_id` there is a button, by which the asker can say that the question is answered.
    A user group is not named: its members have been pinged already. Nor is a private channel whose
    id says that it is one (G…): most of those who read this could not open it.
    """
    hidden = owner[:1] in "SG"
    message = phrase_message("person_asked") if hidden else _named("passed_to", owner)
    if not answer_id:
        return message
    mark = button(action_ids.MARK_ANSWERED, phrase("mark_answered"), answer_id)
    row = actions(action_ids.REQUEST, [mark])
    return Message(blocks=(*message.blocks, row), text=message.text)


def person_answered(by: str, words: str = "", *, asked: str = "") -> Message:
    """Return what the asker is told when user `by` has marked the question answered.

    `words` are the person's own, or a link; "" if there are none. They are shown as they were
    typed: they ping nobody, and only addresses become links. `asked` is the question, for an
    asker who does not see it there.
    """
    words, asked = words.strip()[:MOST_DESK_ANSWER], cut(asked.strip(), MOST_QUESTION)
    question = text(asked, italic=True)
    before = [section(text(f"{phrase('you_asked')} "), question)] if asked else []
    repeated = escaped(f"{phrase('you_asked')} {asked}\n") if asked else ""
    if not words:
        told = _named("person_answered", by)
        said, blocks = told.text, [section(*_by("person_answered", by))]
    else:
        said = f"{_mention(by)} {escaped(phrase('person_says'))}\n{escaped(words)}"
        blocks = [section(person(by), text(f" {phrase('person_says')}")), _quoted(_linked(words))]
    fallback = cut(f"{repeated}{said}", MOST_FALLBACK)
    return Message(blocks=(rich_text(*before, *blocks),), text=fallback)


def _linked(words: str) -> list[Block]:
    """Return words as elements, the addresses among them as links."""
    parts = _ADDRESS.split(words)
    return [link(part, part) if at % 2 else text(part) for at, part in enumerate(parts) if part]


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
