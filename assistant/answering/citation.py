"""A hit as it is shown: its marked sentences and its link, checked against its source."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.above import Above, above, line_ends
from assistant.answering.footnotes import notes_of
from assistant.answering.lists import is_item, is_row, parts_of
from assistant.answering.marking import Marks
from assistant.answering.retrieval import Hit
from assistant.answering.text_fragment import fragment, link
from assistant.english.closed_words import qualifies
from assistant.english.statements import introduces
from index_builder.index.addressing import shows_source
from index_builder.index.errors import IndexRefused
from index_builder.index.generation import Generation
from index_builder.index.passage import Passage, Sentence

# The most passages that are shown together as a whole. In three handbooks no run is longer than
# four; a table of hundreds of rows is no answer.
WHOLE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A passage as evidence: its place, the sentences that answer, the link that opens it."""

    hit: Hit
    marks: tuple[Sentence, ...]  # in order
    link: str  # its address, with a text fragment if one can be made; "" if it has no address
    above: tuple[Above, ...] = ()  # what the page says above it without which it may mislead
    directive: str | None = None  # the text fragment for the page as the site shows it

    @property
    def passage(self) -> Passage:
        """The passage cited."""
        return self.hit.passage

    @property
    def row(self) -> int:
        """The passage's row in the generation."""
        return self.hit.row

    def marked_lines(self, sentence: Sentence) -> tuple[int, int]:
        """Return the first and last line of a sentence in its file, 1-based."""
        passage = self.hit.passage
        before = passage.quote[: sentence.span[0] - passage.span[0]]
        first = passage.lines[0] + line_ends(before)
        return first, first + line_ends(self.marked_quote(sentence))

    def marked_quote(self, sentence: Sentence) -> str:
        """Return a sentence as it is written in its file."""
        start = self.hit.passage.span[0]
        return self.hit.passage.quote[sentence.span[0] - start : sentence.span[1] - start]


def cite(generation: Generation, hit: Hit, marks: Marks) -> Citation:
    """Return the citation of a hit.

    Raises:
        IndexRefused: the passage is not the source it was cut from, or its page can't be read.
    """
    _check_verbatim(hit.passage)
    words = "\n".join(sentence.text for sentence in marks.run)
    page, at = generation.page_words(hit.row)
    opened = hit.passage.address
    directive = fragment(words, page, passage=at)
    # At the host of a repository the lines are marked, and words of the page's source differ.
    given = None if shows_source(hit.passage, generation.manifest) else directive
    return Citation(
        hit=hit,
        marks=marks.sentences,
        link=link(opened, given) if opened else "",
        above=above(generation.passages, hit.row, marks.sentences),
        directive=directive,
    )


def _check_verbatim(passage: Passage) -> None:
    """Raise IndexRefused for a quote whose bytes are not those that were cut from the page."""
    if hashlib.sha256(passage.quote.encode()).hexdigest() != passage.content_hash:
        raise IndexRefused(
            f"passage {passage.id} of {passage.path} is not the source it was cut from; "
            "run `playbook index` to rebuild the index"
        )


def runs_on(passages: Sequence[Passage], row: int) -> list[int]:
    """Return the rows of the neighbours that continue a passage's list, table or rule, in order.

    Of a run longer than WHOLE: only the passages right before and after, and the first of the run,
    which has the table's header or the list's lead-in. The footnotes that all of these cite come
    along, and for a footnote the passages that cite it.
    """
    run = _run(passages, row)
    return sorted({*run, *notes_of(passages, [row, *run])})


def _run(passages: Sequence[Passage], row: int) -> list[int]:
    first = last = row
    while first and _is_cut(*passages[first - 1 : first + 1]):
        first -= 1
    while last + 1 < len(passages) and _is_cut(*passages[last : last + 2]):
        last += 1
    whole = [at for at in range(first, last + 1) if at != row]
    return whole if len(whole) < WHOLE else [at for at in whole if at == first or abs(at - row) < 2]


def _is_cut(first: Passage, second: Passage) -> bool:
    """Whether a list, a table, a block, or a rule and its exception was cut in two here."""
    if (first.path, first.headings) != (second.path, second.headings):
        return False
    if _is_open_at_the_end(first) and _is_open_at_the_start(second):
        return True
    if not first.sentences or not second.sentences:
        return False
    end, start = first.sentences[-1].text, second.sentences[0].text
    if qualifies(start):
        return True
    if is_row(start):
        return is_row(end)
    return is_item(start) and (is_item(end) or introduces(end))


def is_table(passage: Passage) -> bool:
    """Whether it has rows of a table and nothing else."""
    return all(part.is_row for part in parts_of(passage.sentences)) if passage.sentences else False


def _is_open_at_the_end(passage: Passage) -> bool:
    """Whether it ends inside a sentence or code: `sentences` doesn't list a sentence cut in two."""
    return not passage.sentences or passage.sentences[-1].span[1] < passage.span[1]


def _is_open_at_the_start(passage: Passage) -> bool:
    return not passage.sentences or passage.sentences[0].span[0] > passage.span[0]
