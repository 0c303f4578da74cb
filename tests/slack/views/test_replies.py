"""A reply says what the terminal says, in the order in which it is needed."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from splitting.cutting import cut

from assistant import terminal
from assistant.answer import Answer, ask
from assistant.answering.confidence import Reason
from assistant.phrases.en import ENGLISH
from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit import action_ids
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.reply import fallback_text, no_message, reply_message
from assistant.slack.views.reply_buttons import Rating, rating
from assistant.slack.views.reply_context import ReplyContext
from assistant.slack.views.source_place import place_message
from index_builder.index.generation import Generation, open_current
from index_builder.index.passage import Passage
from slack.fake.block_kit import BlockKit

from .showing import (
    SHOWN,
    answer,
    bold,
    buttons,
    citation,
    elements,
    letters,
    quote,
    texts,
    walked,
)

SLACK = BlockKit()
URL = "https://example.org/page/#hay"


def passage(text: str = "Goats eat hay. Never cake.", **fields: object) -> Passage:
    """A passage of a page with an address."""
    (found,) = cut(f"---\ntitle: Goats\n---\n## Hay\n\n{text}\n").passages
    return replace(found, **{"url": URL, "address": URL, **fields})


def told(message: Message) -> list[str]:
    """What a message shows, text by text; Slack takes it."""
    assert not SLACK.message(list(message.blocks))
    return texts(list(message.blocks))


@pytest.fixture(scope="module")
def generation(index: Path) -> Generation:
    """The real content by the real encoder."""
    return open_current(index)


QUESTIONS = (
    "How do I request data through P20 WIN?",
    "What is the file size limit of the encrypted external drive?",
    "How many business days does OPM take to review a proposal?",
    "minimum password length for sft.ct.gov",
    "What is an E-MUO?",
    "How long do parking permits last?",
    "how long?",
    "hello",
    "",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_says_what_the_terminal_says(
    generation: Generation, question: str, capsys: pytest.CaptureFixture[str]
):
    """Each line that the terminal prints is in the message: titles, links, places, words.

    What an answer runs on in is one quote with it, so its titles and links are not.
    """
    found = ask(generation, question)
    terminal.show(found, echo=False, explained=False)
    shown = told(reply_message(found, SHOWN))
    links = [one["url"] for one in elements(reply_message(found, SHOWN).blocks, "link")]
    quoted = [*found.citations[:1], *found.continued, *([found.contact] if found.contact else [])]
    quotes = {held.passage.quote for held in quoted}  # shown without their marks: see there
    words = letters("".join([*shown, *links]))
    sides = {phrase("before"), phrase("after"), *(held.link for held in found.continued)}
    for line in capsys.readouterr().out.splitlines():
        in_quote = any(line.strip() in held for held in quotes)
        is_side_place = ".md:" in line and line.strip() not in shown
        is_side_place |= line.strip() in sides
        assert in_quote or is_side_place or letters(line) in words, line


@pytest.mark.parametrize("reason", get_args(Reason) and [
    "empty", "too_long", "too_vague", "not_a_question", "not_in_playbook", "off_topic",
])  # fmt: skip
def test_a_no_says_why(reason: Reason):
    """It has the sentence for its reason, and links only if there is something related."""
    near = [citation(passage(headings=(f"Hay {row}",)), row=row) for row in range(7)]
    message = reply_message(answer(*near, reason=reason), SHOWN)
    assert ENGLISH[reason] in told(message)
    assert ENGLISH[reason] in message.text
    related = reason == "not_in_playbook"
    assert ("Related, not an answer:" in told(message)) == related
    assert len(elements(message.blocks, "link")) == (5 if related else 0)
    assert not quote(message.blocks)
    assert (URL in message.text) == related


def test_an_answer_is_no_no():
    """Asking for the wrong view is an error that says so."""
    with pytest.raises(ValueError, match="has an answer"):
        no_message(answer(citation(passage())), SHOWN)


def test_whom_to_ask_is_quoted():
    """The contact's sentence alone, and where it stands; not bold, since it does not answer."""
    held = passage("Goats are loud. Call the vet at 1-800. Never cake.")
    contact = citation(held, held.sentences[1])
    message = reply_message(answer(contact, reason="not_in_playbook", contact=contact), SHOWN)
    assert quote(message.blocks) == "Call the vet at 1-800."
    assert "Who to ask, in the playbook's words:" in told(message)
    assert "Call the vet at 1-800." in message.text


def test_whom_to_ask_stands_under_its_label():
    """The one to call in Spain is not the one to call in France."""
    held = passage("- France:\n  - Call Ana.\n- Spain:\n  - Call Ben.")
    contact = citation(held, held.sentences[-1])
    message = reply_message(answer(contact, reason="not_in_playbook", contact=contact), SHOWN)
    assert quote(message.blocks) == "Spain:\nCall Ben."
    assert "Hay: Spain: Call Ben." in message.text


def test_an_unsure_answer_has_a_heading_and_nothing_bold():
    """The heading says what it is, first of all; a sure answer has none, and its marks are bold."""
    held = passage()
    found = answer(citation(held, held.sentences[0]), citation(held, row=1), sure=False)
    message = reply_message(found, SHOWN)
    assert message.blocks[0] == {
        "type": "header",
        "text": {"type": "plain_text", "text": "Not sure: this may help", "emoji": False},
    }
    assert not [one for one in walked(message.blocks) if one.get("style") == {"bold": True}]
    assert message.text.startswith("Not sure: this may help\n")
    sure = reply_message(replace(found, sure=True), SHOWN)
    assert not elements(sure.blocks, "header")
    assert bold(sure.blocks) == "Goats eat hay."


def test_an_unsure_answer_says_what_is_not_mentioned_there():
    """Under the heading, as the asker wrote it, nothing in it parsed."""
    unsure = answer(citation(passage()), sure=False, missing=("San Diego", "a number of *days*"))
    message = reply_message(unsure, SHOWN)
    told(message)
    words = {
        "type": "text",
        "text": "San Diego, a number of *days*",
        "style": {"italic": True},
    }
    assert message.blocks[1] == {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": ENGLISH["read_source"]},
                    {"type": "text", "text": "\nNot mentioned there: "},
                    words,
                ],
            }
        ],
    }
    assert message.text == (
        f"{ENGLISH['may_answer']}\nNot mentioned there: San Diego, a number of *days*\n"
        f"Hay: Goats eat hay. Never cake.\nGoats › Hay: {URL}"
    )


def test_one_long_word_leaves_room_for_the_quote():
    """What is missing is cut, in the blocks and in their text."""
    message = reply_message(answer(citation(passage()), sure=False, missing=("x" * 900,)), SHOWN)
    assert max(map(len, told(message)[:4])) == 300
    assert max(map(len, message.text.splitlines())) <= 300
    assert "Goats eat hay. Never cake." in message.text


def test_what_was_searched_for_is_said_where_it_is_not_what_was_asked():
    """Corrected words, and the earlier question of a follow-up; not if nothing was near."""
    changed = {"changed": True, "own": "what do goats eat"}
    searched = "Searched for: what do goats eat"
    together = "Read together with the earlier question “goats?”."
    for found, said in (
        (answer(citation(passage()), **changed), [searched]),
        (answer(citation(passage()), earlier=("goats?",), own="and hay?"), [together]),
        (answer(citation(passage()), earlier=("goats?",), **changed), [searched, together]),
        (answer(citation(passage())), []),
        (answer(citation(passage()), reason="off_topic", earlier=("goats?",), **changed), []),
    ):
        shown = told(reply_message(found, SHOWN))
        assert [one for one in shown if one.startswith(("Searched", "Read together"))] == said


def test_the_quote_comes_first_then_its_place_on_one_line():
    """The breadcrumb is the link; the page's last change is written as people write a date."""
    held = citation(passage())
    dated = replace(SHOWN, changed={"page.md": "2022-11-02"})
    for context, date in ((dated, " · Page changed 2 November 2022"), (SHOWN, "")):
        first, place, *_ = reply_message(answer(held), context).blocks
        assert texts(first) == ["Goats eat hay. Never cake."]
        link = {"type": "link", "url": URL, "text": "Goats › Hay"}
        line = [link, {"type": "text", "text": date}] if date else [link]
        assert place["elements"] == [{"type": "rich_text_section", "elements": line}]


def test_a_passage_of_headings_alone_is_a_link_to_its_place():
    """There is nothing to quote that the breadcrumb does not say."""
    held = passage(quote="## Hay", text="Hay", span=(0, 6), sentences=())
    message = reply_message(answer(citation(held)), SHOWN)
    assert told(message)[0] == "Goats › Hay"
    assert message.text == f"Hay:\nGoats › Hay: {URL}"


def test_without_a_link_file_and_lines_say_where_it_stands():
    """Where neither the site nor the repository's host is known, the place is named in words."""
    message = reply_message(answer(citation(passage(address=""))), SHOWN)
    assert not elements(message.blocks, "link")
    assert any("page.md, lines 4–6" in words for words in told(message))
    assert "Goats › Hay (page.md, lines 4–6)" in message.text


def test_file_and_lines_are_in_the_menu_alone():
    """Its one choice names them; a long path loses its beginning."""
    long = passage(path=f"{'a' * 90}/hay.md")
    for held, expected in ((passage(), "page.md, lines 4–6"), (long, "/hay.md, lines 4–6")):
        message = reply_message(answer(citation(held)), SHOWN)
        [menu] = elements(message.blocks, "overflow")
        [choice] = menu["options"]
        assert choice["text"]["text"].endswith(expected)
        assert len(choice["text"]["text"]) <= 75
        assert str(message.blocks).count(".md") == 1
        assert not SLACK.message(list(message.blocks))


def test_where_an_answer_stands_is_told_in_full():
    """The whole path, however long, the lines, and the section as a link."""
    held = passage(path=f"{'a' * 90}/hay.md", lines=(7, 7))
    message = place_message(held)
    assert told(message)[0] == f"The answer is from {'a' * 90}/hay.md, line 7"
    assert [one["url"] for one in elements(message.blocks, "link")] == [URL]
    assert message.text.endswith(f"/hay.md, line 7\nGoats › Hay: {URL}")


def test_the_breadcrumb_is_the_link_with_the_words():
    """It carries the text fragment; one too long for a message opens the section instead."""
    words = f"{URL}:~:text=Goats%20eat"
    for link, expected in ((words, words), (f"{words}{'x' * 400}", URL), ("/page/", None)):
        held = citation(passage(), link=link)
        held = (
            held if expected else replace(held, hit=replace(held.hit, passage=passage(address="")))
        )
        message = reply_message(answer(held), SHOWN)
        found = [one["url"] for one in elements(message.blocks, "link")]
        assert found == ([expected] if expected else [])
        assert "Goats › Hay" in told(message)
        assert "Goats › Hay" in message.text


def test_neighbours_stand_before_and_after_by_their_place():
    """They are one quote with it, in the page's order, since the answer is not whole without."""
    first = citation(passage("Second."), row=5)
    sides = [citation(passage("First."), row=4), citation(passage("Third."), row=6)]
    message = reply_message(answer(first, continued=sides), SHOWN)
    assert quote(message.blocks).split() == ["First.", "Second.", "Third."]


def test_notices_are_shown_under_an_answer_alone():
    """The playbook's first sentence after a link that says what it is; the channel's notice."""
    own = citation(passage("This is no legal advice. It has more to say."))
    noticed = replace(SHOWN, notice=own, extra_notice="Ask Ana about exceptions.")
    message = reply_message(answer(citation(passage())), noticed)
    shown = told(message)
    at = shown.index("What this playbook is for:")
    assert shown[at + 1] == " This is no legal advice."
    assert [one["url"] for one in elements(message.blocks, "link")][-1] == URL
    assert "It has more to say." not in str(message.blocks)
    assert shown.index("Ask Ana about exceptions.") < shown.index("Helpful")
    no = told(reply_message(answer(citation(passage()), reason="not_in_playbook"), noticed))
    assert "What this playbook is for:" not in no
    assert "Ask Ana about exceptions." not in no


@pytest.mark.parametrize(
    ("titles", "named"),
    [
        ((), "some sections of the playbook, and they do not answer this."),
        (("Hay",), "these sections of the playbook, and they do not answer this: Hay."),
        (("A", "B", "C", "D"), "these sections of the playbook, and they do not answer this: "
         "A, B, C and others."),
    ],
)  # fmt: skip
def test_a_no_says_that_its_channel_is_limited(titles: tuple[str, ...], named: str):
    """With up to three titles, and where all of it is searched; an answer says nothing of it."""
    limited = replace(SHOWN, limited=True, limited_to=titles)
    words = f"Here I look only in {named} In a direct message I look in all of it."
    for reason in ("not_in_playbook", "off_topic"):
        shown = told(reply_message(answer(citation(passage()), reason=reason), limited))
        assert shown[0] == words
        assert ENGLISH[reason] not in shown
    assert words not in told(reply_message(answer(citation(passage())), limited))
    assert words not in told(reply_message(answer(reason="too_vague"), limited))
    everywhere = replace(limited, whole_directly=False)
    assert f"Here I look only in {named}" in told(
        reply_message(answer(reason="off_topic"), everywhere)
    )


ALWAYS = [action_ids.PLACE, action_ids.RATE]
ROWS = {
    "an answer": ({}, None, ALWAYS),
    "more in its section": ({"has_more": True}, None, [action_ids.MORE, *ALWAYS]),
    "somebody to ask": ({"has_owner": True}, None, [action_ids.ASK_PERSON, *ALWAYS]),
    "only the asker sees it": ({"shareable": True}, None, [action_ids.SHARE, *ALWAYS]),
    "a no": ({}, "not_in_playbook", []),
    "a no, somebody to ask": ({"has_owner": True}, "not_in_playbook", [action_ids.ASK_PERSON]),
    "off the subject, somebody to ask": ({"has_owner": True}, "off_topic", [action_ids.ASK_PERSON]),
}


@pytest.mark.parametrize(("fields", "reason", "expected"), ROWS.values(), ids=ROWS)
def test_the_buttons_that_make_sense(fields: dict[str, bool], reason, expected: list[str]):
    """Each carries the answer's id."""
    message = reply_message(answer(citation(passage()), reason=reason), replace(SHOWN, **fields))
    told(message)
    assert buttons(message) == expected
    assert {one["value"] for one in elements(message.blocks, "button")} <= {"q1"}
    for menu in elements(message.blocks, "overflow"):
        assert [one["value"] for one in menu["options"]] == ["q1"]


def test_feedback_buttons_say_which_answer_and_what():
    """They are Slack's own pair; screen readers get a whole sentence of each."""
    message = reply_message(answer(citation(passage())), SHOWN)
    assert message.blocks[-1]["type"] == "context_actions"
    [pair] = message.blocks[-1]["elements"]
    both = pair["positive_button"], pair["negative_button"]
    assert [one["text"]["text"] for one in both] == ["Helpful", "Not helpful"]
    assert [one["accessibility_label"] for one in both] == [
        "This answer is helpful",
        "This answer is not helpful: say why",
    ]
    assert [rating(one["value"]) for one in both] == [
        Rating(answer_id="q1", helpful=True),
        Rating(answer_id="q1", helpful=False),
    ]


def test_nothing_to_press_where_nothing_was_looked_up():
    """A greeting is not passed on to anybody."""
    message = reply_message(answer(reason="not_a_question"), replace(SHOWN, has_owner=True))
    assert buttons(message) == []


def test_the_question_is_shown_where_it_is_not_to_be_seen():
    """Shared in a channel, it names the asker; shown to the asker alone, it is repeated."""
    found: Answer = answer(citation(passage()), question="What do <@U9> eat?")
    shared = reply_message(found, replace(SHOWN, asker="U7"))
    assert [one["user_id"] for one in elements(shared.blocks, "user")] == ["U7"]
    assert "What do <@U9> eat?" in told(shared)
    alone = told(reply_message(found, replace(SHOWN, shareable=True)))
    assert alone[:2] == ["You asked: ", "What do <@U9> eat?"]
    assert "What do <@U9> eat?" not in told(reply_message(found, SHOWN))


def test_an_id_that_no_button_carries_is_an_error():
    """The error comes before Slack would refuse the message."""
    for value in ("", "x" * 76):
        with pytest.raises(ValueError, match=r"carries 1 to \d+ characters"):
            reply_message(answer(citation(passage())), ReplyContext(answer_id=value))


def test_the_fallback_is_the_message_s_text():
    """The words that answer, their place, and what else is relevant."""
    first = citation(passage("Goats eat hay. Never cake."))
    first = replace(first, marks=first.passage.sentences[:1])
    also = citation(passage("Oats are rare.", headings=("Oats",)), row=1)
    found = answer(first, also)
    assert reply_message(found, SHOWN).text == fallback_text(found)
    assert fallback_text(found) == (
        f"Hay: Goats eat hay.\nGoats › Hay: {URL}\nAlso relevant:\nGoats › Oats: {URL}"
    )


def test_each_section_is_listed_once():
    """Two links with the same words look like a mistake; nor is what is shown already listed."""
    hay, oats = passage(), passage("Oats are rare.", headings=("Oats",))
    cited = [citation(one, row=row) for row, one in enumerate((hay, hay, oats, oats))]
    for message in (
        reply_message(answer(*cited), SHOWN),
        reply_message(answer(*cited, reason="not_in_playbook", contact=cited[0]), SHOWN),
    ):
        (listed,) = elements(message.blocks, "rich_text_list")
        assert texts(listed) == ["Goats › Oats"]
        assert message.text.count("Goats › Oats") == 1
    message = reply_message(answer(*cited, reason="not_in_playbook"), SHOWN)
    (listed,) = elements(message.blocks, "rich_text_list")
    assert texts(listed) == ["Goats › Hay", "Goats › Oats"]
