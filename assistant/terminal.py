"""An answer for a person's eyes: the quote, where it stands, and what else is relevant."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.answer import Answer
from assistant.answerability import THRESHOLD, Reason
from assistant.retrieval import Hit
from index_builder.passage import Passage
from index_builder.printable import printable

NO: dict[Reason, str] = {
    "empty": "There is no question here. Ask something the playbook could answer.",
    "not_in_playbook": "The playbook does not answer this.",
}
_NEAREST = "Related, not an answer:"
_ALSO = "Also relevant:"


def show(answer: Answer, *, echo: bool, explained: bool) -> None:
    """Print an answer or an abstention; wrapped on a terminal, unwrapped in a pipe.

    With `echo` the question stands in front, with `explained` the candidates stand behind.
    """
    console = Console(highlight=False)
    if echo:
        _line(console, f"? {printable(answer.question)}", "bold")
    if answer.reason:
        _line(console, NO[answer.reason], "bold yellow")
        _list(console, _NEAREST, answer.citations)
    else:
        _quote(console, answer.citations[0].passage)
        _list(console, _ALSO, answer.citations[1:])
    if explained:
        _explain(console, answer)
    if echo:
        _line(console, "")
    console.file.flush()


def _quote(console: Console, passage: Passage) -> None:
    """Print the quote between its breadcrumb and its citation."""
    _line(console, breadcrumb(passage), "bold cyan")
    _line(console, "")
    lines = [printable(line) for line in passage.quote.split("\r\n")]
    if console.is_terminal:
        console.print(Padding(Text("\n".join(lines)), (0, 0, 0, 2)))
    else:
        _line(console, "\r\n".join(lines))
    _line(console, "")
    _line(console, printable(passage.url), "underline")
    _line(console, place(passage), "dim")


def _list(console: Console, title: str, hits: Sequence[Hit]) -> None:
    if not hits:
        return
    _line(console, "")
    _line(console, title, "bold")
    for hit in hits:
        _line(console, f"  {breadcrumb(hit.passage)}")
        _line(console, f"    {printable(hit.passage.url)}", "underline")
        _line(console, f"    {place(hit.passage)}", "dim")


def _line(console: Console, text: str, style: str = "") -> None:
    """Print one line; links and breadcrumbs are never broken, so that they can be copied.

    What goes into a pipe goes there as it is: rich would expand its tabs and drop its spaces.
    """
    if console.is_terminal:
        console.print(Text(text, style=style), soft_wrap=True)
    else:
        console.file.write(f"{text}\n")


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


def _explain(console: Console, answer: Answer) -> None:
    """Print the candidates with each signal, and what was decided."""
    _line(console, f"{'rank':>4}  {'score':>5}  {'cosine':>6}  {'BM25':>6}  passage")
    for hit in answer.considered:
        numbers = f"{hit.rank:4}  {hit.score:5.3f}  {hit.similarity:6.3f}  {hit.bm25:6.2f}"
        _line(console, f"{numbers}  {place(hit.passage)}  {breadcrumb(hit.passage)}")
    sure = answer.confidence
    if sure:
        verdict = "answered" if answer.answered else "abstained"
        _line(
            console,
            f"{verdict}: confidence {sure.score:.3f} = mean of likeness {sure.likeness:.3f} "
            f"and the same by rarity of words {sure.weighed:.3f}; answers from {THRESHOLD} on",
        )
