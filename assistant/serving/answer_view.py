"""An answer as a browser shows it: the same that `playbook ask` prints, in the same order."""

from collections.abc import Sequence
from html import escape

from assistant.answer import Answer
from assistant.answering.above import is_told_above
from assistant.answering.citation import Citation
from assistant.answering.place import breadcrumb, place
from assistant.phrases.phrasebook import phrase
from assistant.serving.layout import document
from assistant.serving.page_view import words
from assistant.serving.quote_view import quote_html
from assistant.serving.site import Site
from index_builder.index.passage import place_of
from index_builder.index.printable import printable


def answer_html(site: Site, answer: Answer) -> str:
    """Return the page of an answer or an abstention."""
    question = printable(answer.question).strip()
    title = question or phrase("served_ask")
    parts = [f"<h1>{words(title)}</h1>", *_understood(answer)]
    parts += _abstention(site, answer) if answer.reason else _answer(site, answer)
    return document(title, "\n".join(parts), asked=question)


def asking_html() -> str:
    """Return the page that only asks."""
    return document(phrase("served_ask"), f"<h1>{words(phrase('served_ask'))}</h1>")


def _understood(answer: Answer) -> list[str]:
    """Return what was looked up instead, if other words were."""
    if not answer.changed or answer.reason == "off_topic":
        return []
    return [f'<p class="soft">{words(phrase("searched_for"))} {words(answer.own)}</p>']


def _abstention(site: Site, answer: Answer) -> list[str]:
    reason = answer.reason or "not_in_playbook"
    parts = [f'<p class="verdict">{words(phrase(reason))}</p>', *_contact(site, answer.contact)]
    if reason == "not_in_playbook":
        parts += _list(site, phrase("nearest"), answer.citations)
    return parts


def _answer(site: Site, answer: Answer) -> list[str]:
    first = answer.citations[0]
    before = [
        one
        for one in answer.continued
        if one.row < first.row and not is_told_above(one.passage, one.marks, first.above)
    ]
    after = [one for one in answer.continued if one.row > first.row]
    return [
        *_reserve(answer),
        *_cited(site, [first], heading=""),
        *_cited(site, before, heading=phrase("before")),
        *_cited(site, after, heading=phrase("after")),
        *_list(site, phrase("also"), answer.also),
    ]


def _reserve(answer: Answer) -> list[str]:
    """Return what is said before an answer that is not sure."""
    if answer.sure:
        return []
    parts = [
        f'<p class="verdict">{words(phrase("may_answer"))}</p>',
        f"<p>{words(phrase('read_source'))}</p>",
    ]
    if answer.missing:
        parts.append(f"<p>{words(phrase('missing'))} {words(', '.join(answer.missing))}</p>")
    return parts


def _cited(site: Site, citations: Sequence[Citation], *, heading: str) -> list[str]:
    """Return quotes with their places; under a heading, those that complete an answer."""
    parts = [f"<h2>{words(heading)}</h2>"] if heading and citations else []
    for citation in citations:
        where = "" if heading else f'<p class="where">{_link(site, citation)}</p>\n'
        again = f"{_link(site, citation)}<br>" if heading else ""
        parts.append(
            f'<div class="cited">\n{where}{_above(citation)}{quote_html(site, citation)}\n'
            f'<p class="place">{again}{_place(citation)}</p>\n</div>'
        )
    return parts


def _above(citation: Citation) -> str:
    """Return what the page says above a quote, such as a table's header, with its lines."""
    return "".join(
        f'<blockquote class="quote source">{words(one.quote)}</blockquote>\n'
        f'<p class="place">{words(place_of(citation.passage.path, one.lines))}</p>\n'
        for one in citation.above
    )


def _contact(site: Site, citation: Citation | None) -> list[str]:
    if citation is None:
        return []
    said = "".join(f'<p class="source">{words(mark.text)}</p>' for mark in citation.marks)
    return [
        f"<h2>{words(phrase('contact'))}</h2>",
        f'<div class="cited"><blockquote class="quote">{said}</blockquote>'
        f'<p class="place">{_link(site, citation)}<br>{_place(citation)}</p></div>',
    ]


def _list(site: Site, title: str, citations: Sequence[Citation]) -> list[str]:
    if not citations:
        return []
    items = "\n".join(
        f'<li><p>{_link(site, one)}</p><p class="place">{_place(one)}</p></li>' for one in citations
    )
    return [f"<h2>{words(title)}</h2>", f'<ul class="list">\n{items}\n</ul>']


def _link(site: Site, citation: Citation) -> str:
    """Return the breadcrumb as a link that opens the page at the quoted words."""
    address = escape(site.address(citation))
    return f'<a href="{address}">{words(breadcrumb(citation.passage))}</a>'


def _place(citation: Citation) -> str:
    return words(place(citation.passage))
