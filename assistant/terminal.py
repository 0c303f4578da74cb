"""An answer for a person's eyes: the quote, where it stands, and what else is relevant."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.answer import Answer
from assistant.answerability import THRESHOLD, Reason
from assistant.retrieval import Hit
from index_builder.passage import Passage

NO: dict[Reason, str] = {
    "empty": "There is no question here. Ask something the playbook could answer.",
    "not_in_playbook": "The playbook does not answer this.",
}
_NEAREST = "Related, not an answer:"
_ALSO = "Also relevant:"

# Characters that would move a terminal's cursor or turn its text around are shown as signs.
_CONTROL = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
_CONTROL |= dict.fromkeys(range(127, 160), 65533)
_CONTROL |= dict.fromkeys((*range(8234, 8239), *range(8294, 8298)), 65533)


def show(answer: Answer, *, echo: bool, explained: bool) -> None:
    """Print an answer or an abstention; wrapped on a terminal, unwrapped in a pipe.

    With `echo` the question stands in front, with `explained` the candidates stand behind.
    """
    console = Console(highlight=False)
    if echo:
        _line(console, Text(f"? {printable(answer.question)}", style="bold"))
    if answer.reason:
        _line(console, Text(NO[answer.reason], style="bold yellow"))
        _list(console, _NEAREST, answer.citations)
    else:
        _quote(console, answer.citations[0].passage)
        _list(console, _ALSO, answer.citations[1:])
    if explained:
        _explain(console, answer)
    if echo:
        _line(console, Text())


def _quote(console: Console, passage: Passage) -> None:
    """Print the quote between its breadcrumb and its citation."""
    _line(console, Text(breadcrumb(passage), style="bold cyan"))
    _line(console, Text())
    quote = Text(printable(passage.quote.replace("\r\n", "\n")))
    if console.is_terminal:
        console.print(Padding(quote, (0, 0, 0, 2)))
    else:
        _line(console, quote)
    _line(console, Text())
    _line(console, Text(passage.url, style="underline"))
    _line(console, Text(place(passage), style="dim"))


def _list(console: Console, title: str, hits: Sequence[Hit]) -> None:
    if not hits:
        return
    _line(console, Text())
    _line(console, Text(title, style="bold"))
    for hit in hits:
        _line(console, Text(f"  {breadcrumb(hit.passage)}"))
        _line(console, Text(f"    {hit.passage.url}", style="underline"))
        _line(console, Text(f"    {place(hit.passage)}", style="dim"))


def _line(console: Console, text: Text) -> None:
    """Print one line; links and breadcrumbs are never broken, so that they can be copied."""
    console.print(text, soft_wrap=True)


def breadcrumb(passage: Passage) -> str:
    """Return page title and headings, outermost first."""
    parts = [part for part in (passage.page_title, *passage.headings) if part]
    return printable(" › ".join(dict.fromkeys(parts)))


def place(passage: Passage) -> str:
    """Return file and lines, as editors and compilers write them."""
    first, last = passage.lines
    return printable(
        f"{passage.path}:{first}" if first == last else f"{passage.path}:{first}-{last}"
    )


def printable(text: str) -> str:
    """Return text that can't steer a terminal."""
    return text.translate(_CONTROL)


def _explain(console: Console, answer: Answer) -> None:
    """Print the candidates with each signal, and what was decided."""
    table = Table("rank", "score", "cosine", "BM25", "passage", box=None, pad_edge=False)
    for hit in answer.considered:
        table.add_row(
            str(hit.rank),
            f"{hit.score:.3f}",
            f"{hit.similarity:.3f}",
            f"{hit.bm25:.2f}",
            Text(f"{place(hit.passage)}  {breadcrumb(hit.passage)}"),
        )
    console.print(table)
    sure = answer.confidence
    if sure:
        verdict = "answered" if answer.answered else "abstained"
        _line(
            console,
            Text(
                f"{verdict}: confidence {sure.score:.3f} = mean of cosine {sure.similarity:.3f} "
                f"and term coverage {sure.coverage:.3f}; answers from {THRESHOLD} on"
            ),
        )
