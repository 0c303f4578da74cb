"""Content can't ping, link, format or steer a message, whatever it holds; nor can a question."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from splitting.cutting import cut
from splitting.markdown_grammar import garbage, pages

from assistant.slack.replies.sample_questions import shown_words
from assistant.slack.views.block_kit.message import (
    MOST_BLOCKS,
    MOST_FALLBACK,
    MOST_TEXT,
    Message,
    text_size,
)
from assistant.slack.views.change_note import change_note, quoted_words
from assistant.slack.views.home import home_content, home_view
from assistant.slack.views.person import Happened, person_answered, person_request
from assistant.slack.views.quoting.site_links import site_links
from assistant.slack.views.reply import reply_message
from assistant.slack.views.whole_section import section_messages
from index_builder.index.passage import Passage
from slack.fake.block_kit import BlockKit

from .showing import FULL, answer, bold, citation, elements, texts

SLACK = BlockKit()
EVIL = [
    "<!channel>", "<!here|here>", "<@U123>", "<#C123|general>", "<!subteam^S1>", "@channel",
    "<https://evil.example|here>", "[here](https://evil.example)", "*bold* _it_ ~no~ `code`",
    ":tada:", "> quote", "&lt;!channel&gt;", "[<!here>](https://evil.example/<!here>)",
    "| <!here> | [a](https://e.example/|b) |", "[x](javascript:alert(1))", "[y](#<!channel>)",
    "\x00\x07\x1b[31m", "\u202e\u2066drow\u2069\u202c",
    "w" * 200, "\u200b\ufeff", "\ud800", "javascript:alert(1)", "<script>alert(1)</script>", "",
]  # fmt: skip
evil = st.sampled_from(EVIL) | st.text(max_size=20)


def messages(passage: Passage, question: str) -> list[Message]:
    """Every message that holds a passage or a question."""
    shown = replace(
        FULL,
        notice=citation(passage),
        extra_notice=question or None,
        changed={passage.path: "2026-01-02"},
    )
    told = [citation(passage, *passage.sentences[:2], row=1), citation(passage), citation(passage)]
    beside = [citation(passage, row=0), citation(passage, row=2)]
    words = {"question": question, "changed": True, "own": question}
    found = answer(*told, continued=beside, sure=False, missing=(question, "it"), **words)
    no = answer(*told, reason="not_in_playbook", contact=told[0], **words)
    link = "https://example.slack.com/archives/C1/p1"
    return [
        reply_message(found, shown),
        reply_message(no, replace(shown, asker="U1")),
        person_request(no, shown, owner="S1", asker="U1", permalink=link),
        person_request(
            found,
            shown,
            owner="C1",
            asker="U1",
            permalink=link,
            channel="C2",
            happened=Happened(answered=True, quoted=question, verdict="wrong", comment=question),
        ),
        person_request(found, shown, owner="S1", asker="U1", permalink=link, channel="C2"),
        person_answered("U1", question, asked=question),
        reply_message(found, replace(shown, links=site_links([passage]))),
        *section_messages([passage, passage]),
        change_note(question, told[0]),
        change_note(quoted_words(told[0]), None),
    ]


def is_harmless(message: Message, called: set[str]) -> None:
    """Slack takes it, and does with it what we meant."""
    blocks = list(message.blocks)
    assert not SLACK.message(blocks)
    assert len(blocks) <= MOST_BLOCKS
    assert text_size(blocks) <= MOST_TEXT
    assert len(message.text) <= MOST_FALLBACK
    assert not elements(blocks, "mrkdwn", "markdown", "broadcast", "emoji")
    named = elements(blocks, "user", "usergroup", "channel")
    ids = ("user_id", "usergroup_id", "channel_id")
    assert {one[key] for one in named for key in ids if key in one} <= called
    for one in elements(blocks, "link"):
        assert one["url"].lower().startswith(("https://", "http://", "mailto:"))
        assert not set(one["url"]) & set(' <>|"')
    for words in [*texts(blocks), message.text]:
        assert not [char for char in words if is_steering(char)]
        words.encode("utf-8")
    for opened in message.text.split("<")[1:]:
        assert opened.startswith(("@U1>", "!subteam^S1>", "#C2>"))


def is_steering(char: str) -> bool:
    """Whether it is a control character (no line end or tab), or one that turns text around."""
    turns = unicodedata.bidirectional(char) in {
        "LRE",
        "RLE",
        "LRO",
        "RLO",
        "PDF",
        "LRI",
        "RLI",
        "FSI",
        "PDI",
    }
    return turns or (unicodedata.category(char) == "Cc" and char not in "\n\t\r")


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(st.lists(evil, min_size=1, max_size=6), evil, st.lists(evil, max_size=3), evil, evil)
def test_whatever_a_passage_holds(
    words: list[str], title: str, headings: list[str], address: str, question: str
):
    """Whatever its text, title, headings, path and address hold, and the question."""
    (first, *_) = cut("Some words.\n").passages
    quote = " ".join(words)
    passage = replace(
        first, quote=quote, text=quote, span=(0, len(quote)), page_title=title,
        headings=tuple(headings), path=f"{title}.md", url=address, address=address, sentences=(),
    )  # fmt: skip
    for message in messages(passage, question):
        is_harmless(message, {"U1", "S1", "C2"})
    shown = shown_words(question)[:75]
    content = home_content(
        [passage], {passage.path: question}, keep_days=90, questions=[shown] if shown else []
    )
    assert not SLACK.view(home_view(content, said=question))


@pytest.mark.slow
@settings(deadline=None, max_examples=100)
@given(pages | garbage)
def test_whatever_a_page_holds(page: str):
    """Any Markdown, cut as it is."""
    for passage in cut(page, path="page.md").passages:
        passage = replace(passage, address="https://example.org/page/")
        for message in messages(passage, page[:50]):
            is_harmless(message, {"U1", "S1", "C2"})


@pytest.mark.parametrize("words", EVIL[:10])
def test_what_looks_like_slack_s_markup_stays_as_it_is(words: str):
    """It is shown letter by letter, in a text element, and escaped in the fallback."""
    (first, *_) = cut("Some words.\n").passages
    passage = replace(first, quote=words, text=words, span=(0, len(words)), sentences=())
    message = reply_message(answer(citation(passage)), FULL)
    assert words in texts(elements(message.blocks, "rich_text_quote", "rich_text_list"))
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert escaped in message.text
    assert not bold(message.blocks)
