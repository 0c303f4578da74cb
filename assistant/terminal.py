"""An answer for a person's eyes: the quote, where it stands, and what else is relevant."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.answer import Answer
from assistant.answering.above import is_told_above
from assistant.answering.citation import Citation
from assistant.answering.confidence import SURE
from assistant.answering.place import breadcrumb, place
from assistant.phrases.phrasebook import phrase
from index_builder.index.passage import place_of
from index_builder.index.printable import printable


def show(
    answer: Answer,
    *,
    echo: bool,
    explained: bool,
    note: str | None = None,
) -> None:
    """Print an answer or an abstention; wrapped on a terminal, unwrapped in a pipe.

    With `echo` the question comes first. With `explained` the candidates follow the answer, and the
    `note` follows them.
    """
    console = Console(highlight=False)
    if echo:
        _line(console, f"? {printable(answer.question)}", "bold")
    # If nothing was near, it doesn't matter how the words were spelt.
    if answer.changed and answer.reason != "off_topic":
        _line(console, f"{phrase('searched_for')} {printable(answer.own)}", "dim")
    for earlier in answer.earlier if answer.reason != "off_topic" else ():
        _line(console, phrase("together", question=printable(earlier)), "dim")
    if answer.reason:
        _line(console, phrase(answer.reason), "bold yellow")
        _contact(console, answer.contact)
        if answer.reason == "not_in_playbook":
            _list(console, phrase("nearest"), answer.citations)
    else:
        _answer(console, answer)
    if explained and answer.confidence:
        _explain(console, answer)
        if note:
            _line(console, printable(note))
    if echo:
        _line(console, "")
    console.file.flush()


def _answer(console: Console, answer: Answer) -> None:
    if not answer.sure:
        _line(console, phrase("may_answer"), "bold yellow")
        _line(console, phrase("read_source"), "yellow")
        if answer.missing:
            _line(console, f"{phrase('missing')} {printable(', '.join(answer.missing))}", "yellow")
        _line(console, "")
    first = answer.citations[0]
    _quote(console, first)
    _beside(
        console,
        phrase("before"),
        [
            citation
            for citation in answer.continued
            if citation.row < first.row
            and not is_told_above(citation.passage, citation.marks, first.above)
        ],
    )
    _beside(
        console,
        phrase("after"),
        [citation for citation in answer.continued if citation.row > first.row],
    )
    _list(console, phrase("also"), answer.also)


def _quote(console: Console, citation: Citation) -> None:
    """Print the quote, its marked sentences bold, between its breadcrumb and its citation."""
    _line(console, breadcrumb(citation.passage), "bold cyan")
    _source(console, citation)


def _beside(console: Console, title: str, citations: Sequence[Citation]) -> None:
    """Print what completes an answer: quoted, since a mere link could be overlooked."""
    if citations:
        _line(console, "")
        _line(console, title, "bold")
    for citation in citations:
        _source(console, citation)


def _source(console: Console, citation: Citation) -> None:
    _line(console, "")
    for one in citation.above:  # a header comes before its rows
        _verbatim(console, one.quote, Text(_plain(one.quote)))
        _line(console, printable(place_of(citation.passage.path, one.lines)), "dim")
        _line(console, "")
    _verbatim(console, citation.passage.quote, _marked(citation))
    _line(console, "")
    _place(console, citation)


def _verbatim(console: Console, quote: str, styled: Text) -> None:
    """Print words of the source: styled on a terminal, byte for byte in a pipe."""
    if console.is_terminal:
        console.print(Padding(styled, (0, 0, 0, 2)))
    else:
        _line(console, "\r\n".join(printable(line) for line in quote.split("\r\n")))


def _plain(quote: str) -> str:
    """Return a quote for a terminal; each character is shown as one, so that offsets hold."""
    return printable(quote.replace("\r\n", " \n"))


def _marked(citation: Citation) -> Text:
    """Return the quote, its marks bold."""
    quote = Text(_plain(citation.passage.quote))
    for sentence in citation.marks:
        start, end = (at - citation.passage.span[0] for at in sentence.span)
        quote.stylize("bold", start, end)
    return quote


def _contact(console: Console, citation: Citation | None) -> None:
    if citation:
        _line(console, "")
        _line(console, phrase("contact"), "bold")
        for sentence in citation.marks:
            _line(console, f"  {printable(citation.marked_quote(sentence))}")
        _place(console, citation, "    ")


def _list(console: Console, title: str, citations: Sequence[Citation]) -> None:
    if not citations:
        return
    _line(console, "")
    _line(console, title, "bold")
    for citation in citations:
        _line(console, f"  {breadcrumb(citation.passage)}")
        _place(console, citation, "    ")


def _place(console: Console, citation: Citation, indent: str = "") -> None:
    """Print the link, if there is one, and the file with its lines."""
    if citation.link:
        _line(console, f"{indent}{printable(citation.link)}", "underline")
    _line(console, f"{indent}{place(citation.passage)}", "dim")


def _line(console: Console, text: str, style: str = "") -> None:
    """Print one line; links and breadcrumbs are never broken, so that they can be copied.

    Into a pipe it is written as it is: rich would expand tabs and drop spaces.
    """
    if console.is_terminal:
        console.print(Text(text, style=style), soft_wrap=True)
    else:
        console.file.write(f"{text}\n")


def _explain(console: Console, answer: Answer) -> None:
    """Print the candidates with each signal, and what was decided."""
    _line(console, f"searched for: {printable(answer.searched)}")
    head = f"{'rank':>4}  {'score':>5}  {'fused':>5}  {'cosine':>6}  {'read':>6}  {'BM25':>6}"
    _line(console, f"{head}  {'shown':<25}  passage")
    for hit in answer.considered:
        numbers = f"{hit.rank:4}  {hit.score:5.3f}  {hit.fused:5.3f}  {hit.similarity:6.3f}"
        numbers += f"  {hit.reading.logit:+6.2f}" if hit.reading else f"  {'':>6}"
        where = f"{answer.became(hit):<25}  {place(hit.passage)}  {breadcrumb(hit.passage)}"
        _line(console, f"{numbers}  {hit.bm25:6.2f}  {where}")
    sure = answer.confidence
    if sure:
        verdict = "answered" if answer.answered else f"abstained ({answer.reason})"
        read = f"the reader's {sure.logit:+.2f}, " if sure.logit is not None else ""
        _line(
            console,
            f"{verdict}: probability {sure.probability:.3f} of being an answer, from {read}"
            f"likeness {sure.likeness:.3f} and the same by rarity of words {sure.weighed:.3f}; "
            f"may answer from {answer.at_least:g}, surely from {max(SURE, answer.at_least):g}",
        )
