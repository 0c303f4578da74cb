"""`/ask` shows what `playbook ask` prints: the same answers, the same words, in the same order."""

import io
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from assistant import terminal
from assistant.answer import Answer, ask
from assistant.answering.above import is_told_above
from assistant.answering.citation import Citation
from assistant.answering.place import breadcrumb, place
from assistant.answering.text_fragment import link
from assistant.phrases.en import ENGLISH
from index_builder.index.generation import Generation, open_current
from index_builder.index.passage import place_of
from index_builder.index.rendered_page import letters
from index_builder.index.served_address import served_address

from .requests import Client, Reply

SURE = "How do I request data through P20 WIN?"
QUESTIONS = {
    "sure, with others": SURE,
    "sure, alone": "Can one database have two owners?",
    "unsure": "Who may see P20 WIN data in San Diego?",
    "unsure of a part": "how long does a request take and whom do I ask",
    "misspelt": "What is a memorandom of understanding?",
    "a list that runs on": "How do I get help if SFTP fails?",
    "no, with a contact": "What is the phone number of the SFT Liaison at my agency?",
    "no": "What is the salary of a data analyst?",
    "off the topic": "how do I boil an egg",
    "vague": "how does it work",
    "a greeting": "hello",
    "blank": " \t ",
    "signs": "?!",
    "too long": "Where do I find it? " * 300,
    "markup": '"><script>alert(1)</script><input value="',
    "controls": "\x01\x1b[31m\u202e\x00",
}
NUMBER = "-0123456789. "  # of an item, which the list itself shows
asked = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)


@pytest.fixture(scope="module")
def generation(own_index: Path) -> Generation:
    """The generation that is served."""
    return open_current(own_index)


def shown_citations(answer: Answer) -> list[Citation]:
    """Return what the command line shows of an answer's citations, in its order."""
    if answer.reason:
        related = answer.citations if answer.reason == "not_in_playbook" else ()
        return [*filter(None, [answer.contact]), *related]
    return [*quoted_citations(answer), *answer.also]


def quoted_citations(answer: Answer) -> list[Citation]:
    """Return the quoted ones; of the rest of a table what stands above the first is told there."""
    if answer.reason:
        return []
    first, *others = answer.citations[0], *answer.continued
    told = [
        one
        for one in others
        if one.row > first.row or not is_told_above(one.passage, one.marks, first.above)
    ]
    return [first, *told]


def printed(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the lines that the command line prints."""
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    terminal.show(answer, echo=False, explained=False)
    monkeypatch.undo()
    return out.getvalue().splitlines()


@asked
def test_the_page_has_what_the_command_line_prints(
    content: Client, generation: Generation, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each fixed sentence, breadcrumb and place that it prints, in order, and no others."""
    answer = ask(generation, question)
    reply = content.ask(question)
    assert reply.status == 200
    known = {*ENGLISH.values()}
    for citation in shown_citations(answer):
        known |= {breadcrumb(citation.passage), place(citation.passage)}
        known |= {place_of(citation.passage.path, one.lines) for one in citation.above}
    lines = [line.strip() for line in printed(answer, monkeypatch)]
    main = reply.words
    for line in lines:
        if line in known:
            assert " ".join(line.split()) in main
    for code in ("may_answer", "also", "nearest", "contact", "before", "after", "searched_for"):
        assert (ENGLISH[code] in main) == any(ENGLISH[code] in line for line in lines), code


@asked
def test_every_citation_is_there_with_its_words(
    content: Client, generation: Generation, question: str
) -> None:
    """The sentences of quoted passages; of all of them a link that opens the served page."""
    answer = ask(generation, question)
    reply = content.ask(question)
    quoted = quoted_citations(answer)
    text = letters(reply.words)
    for citation in quoted:
        for sentence in citation.passage.sentences:
            assert letters(sentence.text.lstrip(NUMBER)) in text
    for citation in shown_citations(answer):
        assert citation.directive or len(citation.passage.text.split()) < 3
        opened = link(citation.passage.url, citation.directive)
        assert served_address("", opened) in reply.page.links


def test_what_answers_is_marked(content: Client, generation: Generation) -> None:
    """The marks are the sentences that the command line prints bold."""
    answer = ask(generation, SURE)
    body = content.ask(SURE).body
    marked = "".join(part.partition("</mark>")[0] for part in body.split("<mark>")[1:])
    wanted = "".join(
        letters(mark.text.lstrip(NUMBER))
        for citation in quoted_citations(answer)
        for mark in citation.marks
    )
    assert wanted
    assert letters(marked) == wanted


@asked
def test_links_of_an_answer_open(content: Client, question: str) -> None:
    """Each leads to a page that is served, with an element that has the anchor."""
    for target in content.ask(question).page.links:
        if not target.startswith("/"):
            continue
        reply = content.get(target.partition("#")[0])
        assert reply.status == 200, target
        anchor = unquote(urlsplit(target).fragment.partition(":~:")[0])
        ids = {held.get("id") for _, held in reply.page.tags}
        assert not anchor or anchor in ids, target


@asked
def test_the_question_stays_in_the_box(content: Client, question: str) -> None:
    """So that it can be corrected; whatever it is, it is text and nothing else."""
    reply = content.ask(question)
    assert box(reply)["value"].strip() == seen(question)
    assert "script" not in [tag for tag, _ in reply.page.tags]
    assert reply.page.faults == ["a declaration: doctype html"]


def box(reply: Reply) -> dict[str, str]:
    (found,) = (held for tag, held in reply.page.tags if held.get("name") == "q")
    return found


def seen(question: str) -> str:
    from index_builder.index.printable import printable

    return printable(question).strip()


def test_asking_nothing_shows_the_box(content: Client) -> None:
    """Without a question there is nothing to answer, and nothing to complain about."""
    reply = content.get("/ask")
    assert reply.status == 200
    assert box(reply)["value"] == ""
    assert ENGLISH["empty"] not in reply.words
