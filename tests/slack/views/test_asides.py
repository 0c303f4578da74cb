"""Dialogs, notes and the bot's own sentences: what they hold, and that Slack takes them."""

import json
from dataclasses import replace

import pytest
from splitting.cutting import cut

from assistant.phrases.codes import CODES
from assistant.phrases.en import ENGLISH
from assistant.slack.setup.app_manifest import app_manifest
from assistant.slack.views.block_kit import action_ids
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.change_note import change_note, quoted_words
from assistant.slack.views.desk_dialog import DeskAnswer, desk_dialog, given_answer
from assistant.slack.views.feedback import (
    MOST_COMMENT,
    MOST_METADATA,
    VERDICTS,
    Feedback,
    PressedAt,
    feedback_modal,
    given_feedback,
)
from assistant.slack.views.person import (
    MOST_DESK_ANSWER,
    Happened,
    person_answered,
    person_asked,
    person_request,
    request_closed,
)
from assistant.slack.views.short_messages import (
    error_message,
    help_message,
    phrase_message,
    status_message,
)
from index_builder.index.passage import Label, Passage
from slack.fake.block_kit import BlockKit

from .showing import SHOWN, answer, buttons, citation, elements, quote, texts

SLACK = BlockKit()
PRESSED = PressedAt(channel="C1", thread="1.2", response_url="")
LINK = "https://example.slack.com/archives/C1/p1"


def told(message: Message) -> list[str]:
    """What a message shows, text by text; Slack takes it."""
    assert not SLACK.message(list(message.blocks))
    assert message.text
    return texts(list(message.blocks))


def passage(text: str) -> Passage:
    """A passage of a page with an address."""
    (found,) = cut(f"## Hay\n\n{text}\n").passages
    return replace(found, address="https://example.org/page/#hay")


@pytest.mark.parametrize("code", CODES)
def test_every_phrase_can_be_said(code):
    """As a message by itself."""
    assert told(phrase_message(code))[0].startswith(ENGLISH[code][:20])


def test_an_apology_has_its_reference():
    """The reference is in the message and in its text; nothing else of the error is."""
    message = error_message("4f1c09ab")
    assert "4f1c09ab" in told(message)[0]
    assert "4f1c09ab" in message.text


def test_help_names_the_command_and_the_shortcut():
    """By the names that the manifest gives them, which Slack shows."""
    shown = "\n".join(told(help_message()))
    assert "/playbook" in shown
    [shortcut] = app_manifest()["features"]["shortcuts"]
    assert f"“{shortcut['name']}”" in shown


def test_a_status_is_its_facts():
    """Each fact has a line; what a message has no room for is left out."""
    message = status_message([("Pages", "9"), ("Mode", "<!here>")])
    assert "".join(told(message)) == "Status\nPages: 9\nMode: <!here>"
    assert message.text == "Status\nPages: 9\nMode: &lt;!here&gt;"
    told(status_message([("x" * 100, "y" * 100)] * 1_000))


def test_the_dialog_asks_what_is_wrong():
    """A choice of three, and a sentence if the person likes."""
    view = feedback_modal("q1", PRESSED, keep_days=9)
    assert not SLACK.view(view)
    assert json.loads(view["private_metadata"]) == {
        "answer_id": "q1",
        "channel": "C1",
        "thread": "1.2",
        "response_url": "",
    }
    hint = "It is kept with the answer for 9 days. Leave out personal data."
    assert hint in texts(view["blocks"])
    options = [
        one["value"] for held in view["blocks"] for one in held["element"].get("options", [])
    ]
    assert options == list(VERDICTS)


def test_a_dialog_that_would_carry_too_much_is_an_error():
    """The error comes before Slack would refuse the dialog."""
    far = replace(PRESSED, response_url="https://hooks.slack.com/" + "x" * MOST_METADATA)
    with pytest.raises(ValueError, match="3000 characters"):
        feedback_modal("q1", far, keep_days=9)


def sent(verdict: str, comment: str | None) -> dict:
    """The dialog as Slack sends it back."""
    state = {
        action_ids.VERDICT: {action_ids.VERDICT: {"selected_option": {"value": verdict}}},
        action_ids.COMMENT: {action_ids.COMMENT: {"value": comment}},
    }
    return {**feedback_modal("q1", PRESSED, keep_days=9), "state": {"values": state}}


def test_what_was_said_in_the_dialog_is_read():
    """The comment trimmed, and "" where none was given; where the button was pressed comes too."""
    assert given_feedback(sent("wrong", None)) == Feedback(
        answer_id="q1", verdict="wrong", comment="", pressed=PRESSED
    )
    assert given_feedback(sent("out_of_date", " It moved. ")).comment == "It moved."
    assert len(given_feedback(sent("wrong", "x" * 9_000)).comment) == MOST_COMMENT


@pytest.mark.parametrize(
    "view",
    [
        {},
        {"state": None},
        {"state": {"values": {}}},
        sent("rude", None),
        {"state": {"values": []}},
        {**sent("wrong", None), "private_metadata": "q1"},
    ],
)
def test_what_is_no_dialog_of_ours_is_an_error(view: dict):
    """One kind of error, whatever is wrong with it."""
    with pytest.raises(ValueError, match="not"):
        given_feedback(view)


def test_an_owner_gets_the_question_the_near_misses_and_the_thread():
    """The owner also gets a button to mark it answered, which carries the answer's id."""
    held = passage("Goats eat hay.")
    near = [citation(replace(held, headings=(f"Hay {row}",)), row=row) for row in range(9)]
    no = answer(*near, question="Do goats <!here> fly?", reason="not_in_playbook")
    message = person_request(no, SHOWN, owner="U2", asker="U1", permalink=LINK, channel="C7")
    shown = told(message)
    assert [one["channel_id"] for one in elements(message.blocks, "channel")] == ["C7"]
    assert ENGLISH["person_private"] not in shown
    assert "Do goats <!here> fly?" in shown
    assert [one["user_id"] for one in elements(message.blocks, "user")] == ["U1"]
    links = [one["url"] for one in elements(message.blocks, "link")]
    assert links[0] == LINK
    assert len(links) == 6
    assert buttons(message) == [action_ids.MARK_ANSWERED]
    assert LINK in message.text
    assert "<@U1>" in message.text
    assert "<!here>" not in message.text


def test_a_question_nobody_else_sees_has_no_thread_to_open():
    """So there is no link, which would open nothing; the owner reads how to answer."""
    no = answer(question="Why?", reason="off_topic")
    message = person_request(no, SHOWN, owner="U2", asker="U1", permalink="")
    assert ENGLISH["person_thread"] not in told(message)
    assert ENGLISH["person_private"] in told(message)
    assert message.text == f"<@U1> {ENGLISH['person_wanted']} Why?"


def test_without_a_link_the_channel_is_still_named():
    """Slack may give no link; the owner can find the question all the same."""
    no = answer(question="Why?", reason="off_topic")
    message = person_request(no, SHOWN, owner="U2", asker="U1", permalink="", channel="C7")
    assert message.text == f"<@U1> in <#C7> {ENGLISH['person_wanted']} Why?"


GOATS = citation(passage("Goats eat hay. They like it."))


@pytest.mark.parametrize(
    ("happened", "said", "unsaid"),
    [
        (None, ["person_shown", "person_was_shown"], ["person_wanted", "person_helpful"]),
        (Happened(answered=False, verdict="helpful"), ["person_wanted"], ["person_helpful"]),
        (Happened(answered=False, looked_up=False), ["person_talk"], ["person_wanted"]),
        (Happened(answered=True, verdict="helpful"), ["person_helpful"], ["person_not_helpful"]),
        (Happened(answered=True, verdict="not_helpful"), ["person_not_helpful"], ["person_why"]),
        (Happened(answered=True, verdict="wrong"), ["person_not_helpful", "wrong"], ["incomplete"]),
    ],
)
def test_the_owner_reads_what_became_of_the_question(happened, said, unsaid):
    """What was shown and thought of it, as it was, whatever the index says by now."""
    message = person_request(
        answer(GOATS), SHOWN, owner="U2", asker="U1", permalink=LINK, channel="C7",
        happened=happened,
    )  # fmt: skip
    shown = "\n".join(told(message))
    for code in said:
        assert ENGLISH[code] in shown, code
    for code in unsaid:
        assert ENGLISH[code] not in shown, code


def test_what_was_shown_has_the_label_that_the_passage_lacks():
    """The owner reads the rule of the class that it is for, as the asker did."""
    held = passage("May be mailed. Ask first.")
    first, second = held.sentences
    named = replace(first, labels=(Label(span=(-20, -1), text="- Restricted files:"),))
    held = replace(held, sentences=(named, second))
    message = person_request(
        answer(citation(held, named)), SHOWN, owner="U2", asker="U1", permalink=LINK
    )
    assert quote(message.blocks).splitlines()[-2:] == [
        "Restricted files:",
        "May be mailed. Ask first.",
    ]


def test_words_that_the_playbook_no_longer_has_are_still_shown():
    """The owner reads what the asker read, without a link that would open something else."""
    quoted = "Goats eat <!here> grass."
    happened = Happened(answered=True, quoted=quoted, verdict="wrong", comment="x" * 9_000)
    message = person_request(
        answer(GOATS), SHOWN, owner="U2", asker="U1", permalink="", channel="C7",
        happened=happened,
    )  # fmt: skip
    assert "Goats eat <!here> grass." in told(message)
    assert "Goats eat hay." not in told(message)
    assert not elements(message.blocks, "link")


def test_a_persons_answer_stands_as_it_was_typed():
    """Nothing in it is markup; an address opens; in text alone it is escaped and fits."""
    words = "Not <!here>, see https://ct.example/a?b=1&c=2 *please* " + "x" * 3_000
    message = person_answered("U5", words, asked="Do <@U1> goats fly?")
    [block] = message.blocks
    quote = block["elements"][-1]["elements"]
    assert "".join(one.get("url", one.get("text")) for one in quote) == words[:MOST_DESK_ANSWER]
    assert [one["url"] for one in elements(message.blocks, "link")] == [
        "https://ct.example/a?b=1&c=2"
    ]
    assert [one["user_id"] for one in elements(message.blocks, "user")] == ["U5"]
    assert "Do <@U1> goats fly?" in told(message)
    assert "<!here>" not in message.text and "<@U1>" not in message.text


def test_the_dialog_for_an_answer_is_read():
    """Trimmed, at most as long as Slack's field takes, and "" if it was left empty."""
    view = desk_dialog("q1")
    assert not SLACK.view(view)

    def sent(value):
        field = {"desk_answer": {"desk_answer": {"type": "plain_text_input", "value": value}}}
        return {**view, "state": {"values": field}}

    assert given_answer(sent(None)) == DeskAnswer(answer_id="q1", words="")
    assert given_answer(sent("  Form 7. ")).words == "Form 7."
    assert len(given_answer(sent("x" * 9_000)).words) == MOST_DESK_ANSWER
    for wrong in ({}, {"state": None}, {"state": {"values": []}}):
        with pytest.raises(ValueError, match="not the dialog"):
            given_answer(wrong)


def test_a_group_is_called_once():
    """The request mentions the group; the thread is told without mentioning it again."""
    no = answer(reason="off_topic")
    message = person_request(no, SHOWN, owner="S2", asker="U1", permalink=LINK)
    assert [one["usergroup_id"] for one in elements(message.blocks, "usergroup")] == ["S2"]
    assert not elements(person_asked("S2").blocks, "usergroup")
    assert buttons(person_asked("C2")) == []
    assert buttons(person_asked("C2", answer_id="q1")) == [action_ids.MARK_ANSWERED]
    for hidden in ("S2", "G2"):  # a private channel is not named either
        assert hidden not in person_asked(hidden).text
    assert [one["user_id"] for one in elements(person_asked("U2").blocks, "user")] == ["U2"]
    assert [one["channel_id"] for one in elements(person_asked("C2").blocks, "channel")] == ["C2"]


def test_a_request_that_is_answered_has_no_button():
    """It says who marked it; the thread is told as well."""
    request = person_request(
        answer(reason="off_topic"), SHOWN, owner="C1", asker="U1", permalink=LINK
    )
    closed = request_closed(request, by="U5")
    told(closed)
    assert buttons(closed) == []
    assert [one["user_id"] for one in elements(closed.blocks, "user")] == ["U1", "U5"]
    assert person_answered("U5").text.endswith("<@U5>")


def test_a_change_is_shown_as_what_went_and_what_came():
    """Struck out and bold, a few words around them; the rest of a long quote is left out."""
    old = citation(passage("Goats eat hay twice a day. " + "They like it. " * 30 + "Never cake."))
    new = citation(passage("Goats eat hay once a day. " + "They like it. " * 30 + "Never cake."))
    message = change_note(quoted_words(old), new)
    told(message)
    styled = [one for one in elements(message.blocks, "text") if "style" in one]
    assert [(one["text"].strip(), one["style"]) for one in styled] == [
        ("twice", {"strike": True}),
        ("once", {"bold": True}),
    ]
    shown = "".join(told(message))
    assert shown.count("They like it.") < 4
    assert "…" in shown
    assert message.text.endswith(": https://example.org/page/#hay")


def test_what_no_longer_stands_there_is_said():
    """There is no link then, since it would lead nowhere."""
    message = change_note("Goats eat hay.", None)
    assert told(message) == [ENGLISH["no_longer"]]


def test_a_change_of_everything_still_fits():
    """However long the old and the new text are."""
    new = citation(passage(" ".join(f"w{at}" for at in range(240))))
    told(change_note(" ".join(f"v{at}" * 30 for at in range(3_000)), new))
